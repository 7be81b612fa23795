import type { ReactNode } from "react";

import { Callout } from "@/components/blocks/callout";
import { DefinitionList } from "@/components/blocks/definition-list";
import { Markdown } from "@/components/blocks/markdown";
import { Card } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { ClassifyModel } from "@/components/registry/classify-model";
import { EditDescription } from "@/components/registry/edit-description";
import { EditModel } from "@/components/registry/edit-model";
import { TierBadge } from "@/components/registry/status-badges";
import { formatDateTime, wholeNumber } from "@/lib/format";
import type { ModelRecord } from "@/lib/registry/queries";
import { questions } from "@/lib/registry/rules";

type Props = {
  model: ModelRecord;
  members: readonly { id: string; name: string }[];
  metricKeys: readonly string[];
  /** Null when the reader may not. */
  describe: FormAction | null;
  classify: FormAction | null;
};

export function ModelAbout(props: Props) {
  const { model, describe, classify } = props;
  return (
    <>
      {model.tier === null && (
        <Callout
          tone="warn"
          title="No risk tier yet"
          actions={
            classify && (
              <ClassifyModel
                model={model.name}
                answers={null}
                action={classify}
                variant="primary"
              />
            )
          }
        >
          Until it has one, its versions can be moved past the gates through the MLflow API.
        </Callout>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <About {...props} />
        <div className="space-y-4">
          <RiskTier model={model} classify={classify} />
          <Card
            title="Description"
            actions={
              describe && (
                <EditDescription
                  title={`Description of ${model.name}`}
                  text={model.description}
                  hidden={{ name: model.name }}
                  action={describe}
                />
              )
            }
          >
            {model.description === "" ? (
              <p className="text-muted text-sm">None yet.</p>
            ) : (
              <Markdown text={model.description} />
            )}
          </Card>
        </div>
      </div>
    </>
  );
}

function About({ model, members, metricKeys, describe }: Props) {
  return (
    <Card
      title="About"
      actions={
        describe && (
          <EditModel
            model={editable(model)}
            members={members.map(({ id, name }) => ({ id, name }))}
            metricKeys={metricKeys}
            action={describe}
          />
        )
      }
    >
      <DefinitionList
        columns={1}
        items={[
          { term: "Purpose", value: model.purpose || <Missing>Not said yet</Missing> },
          { term: "Owner", value: model.ownerName || <Missing>Nobody</Missing> },
          {
            term: "Consumers",
            value:
              model.consumers.length === 0 ? (
                <Missing>None named</Missing>
              ) : (
                model.consumers.join(", ")
              ),
          },
          { term: "Primary metric", value: metricText(model) },
          { term: "Registered", value: `${formatDateTime(model.createdAt)}${by(model)}` },
          ...Object.entries(model.tags).map(([key, value]) => ({ term: key, value })),
        ]}
      />
    </Card>
  );
}

function RiskTier({ model, classify }: { model: ModelRecord; classify: FormAction | null }) {
  const { tier, tierAnswers } = model;
  if (tier === null) return null;
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          Risk tier <TierBadge tier={tier} />
        </span>
      }
      actions={
        classify && <ClassifyModel model={model.name} answers={tierAnswers} action={classify} />
      }
    >
      {tierAnswers === null ? (
        <p className="text-muted text-sm">Set without the questionnaire.</p>
      ) : (
        <DefinitionList
          columns={1}
          items={questions.map(({ id, asks, answers }) => ({
            term: asks,
            value: answers.find(({ value }) => value === tierAnswers[id])?.says ?? "–",
          }))}
        />
      )}
    </Card>
  );
}

function editable({
  name,
  purpose,
  ownerId,
  consumers,
  primaryMetric,
  metricDirection,
  metricLimit,
}: ModelRecord) {
  return { name, purpose, ownerId, consumers, primaryMetric, metricDirection, metricLimit };
}

function metricText({ primaryMetric, metricDirection, metricLimit }: ModelRecord): ReactNode {
  if (primaryMetric === null) return <Missing>Not set</Missing>;
  const better = metricDirection === "lower" ? "lower is better" : "higher is better";
  const limit = metricLimit === null ? "" : `, limit ${wholeNumber(metricLimit)}`;
  return `${primaryMetric} (${better}${limit})`;
}

const by = ({ createdByName }: ModelRecord) => (createdByName ? ` by ${createdByName}` : "");

function Missing({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}
