import type { Metadata } from "next";
import Link from "next/link";

import { DefinitionList } from "@/components/blocks/definition-list";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Card, Section } from "@/components/blocks/section";
import { ArtifactBrowser } from "@/components/experiments/artifact-browser";
import { LoggedModelMetrics, LoggedModelTexts } from "@/components/experiments/logged-model-tables";
import { RunStatusBadge, LoggedModelStatusBadge } from "@/components/experiments/status-badges";
import { RunVersions } from "@/components/registry/run-versions";
import { findIn, one } from "@/lib/address";
import { loggedModelScreen } from "@/lib/experiments/logged-models/logged-model-screen";
import { artifactsScreen } from "@/lib/experiments/runs/artifacts-screen";
import { formatDateTime } from "@/lib/format";
import { pages, pathTo, withQuery } from "@/lib/paths";
import { versionsOfRun } from "@/lib/registry/queries";
import { view } from "@/lib/transport/page";

type Props = PageProps<"/w/[workspace]/logged-models/[modelId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, modelId } = await params;
  const { name } = await view(workspace, (ctx) => loggedModelScreen(ctx, modelId));
  return { title: name };
}

export default async function LoggedModelPage({ params, searchParams }: Props) {
  const { workspace, modelId } = await params;
  const search = await searchParams;
  const open = one(search["path"]) ?? "";
  const find = findIn(search);
  const { model, artifacts, versions } = await view(workspace, async (ctx) => {
    const found = await loggedModelScreen(ctx, modelId);
    const ofRun = found.sourceRunId === null ? [] : await versionsOfRun(ctx, found.sourceRunId);
    return {
      model: found,
      artifacts: await artifactsScreen(ctx, found.artifactUri, { open, find }),
      versions: ofRun.filter(({ loggedModelId }) => loggedModelId === modelId),
    };
  });
  const path = pathTo(workspace, pages.loggedModel(modelId));

  return (
    <Page>
      <Header model={model} workspace={workspace} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
        <div className="min-w-0 space-y-6">
          <LoggedModelMetrics metrics={model.metrics} workspace={workspace} />
          <LoggedModelTexts title="Parameters" texts={model.params} />
          <LoggedModelTexts title="Tags" texts={model.tags} />
        </div>
        <div className="min-w-0 space-y-6">
          <RunVersions
            title="Versions made from this model"
            versions={versions}
            workspace={workspace}
          />
          <About model={model} workspace={workspace} />
        </div>
      </div>
      <Section title="Artifacts" id="artifacts">
        <ArtifactBrowser
          screen={artifacts}
          open={open}
          workspace={workspace}
          keep={{ path: open || null }}
          hrefOf={(file) => withQuery(path, { path: file, find: find || null })}
        />
      </Section>
    </Page>
  );
}

type Part = { model: Awaited<ReturnType<typeof loggedModelScreen>>; workspace: string };

function Header({ model, workspace }: Part) {
  return (
    <PageHeader
      title={model.name}
      badges={<LoggedModelStatusBadge status={model.status} />}
      breadcrumbs={[
        { label: "Experiments", href: pathTo(workspace, pages.experiments) },
        {
          label: model.experiment.name,
          href: pathTo(workspace, pages.experiment(model.experiment.id)),
        },
        ...(model.sourceRun
          ? [
              {
                label: model.sourceRun.name,
                href: pathTo(workspace, pages.run(model.sourceRun.id)),
              },
            ]
          : []),
      ]}
      description="A model as a run logged it. Registered, it becomes a version that can pass gates."
    />
  );
}

function About({ model, workspace }: Part) {
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          {
            term: "Model id",
            value: <span className="font-mono text-xs">{model.id}</span>,
            copy: model.id,
          },
          { term: "Type", value: model.modelType || "–" },
          { term: "Logged", value: formatDateTime(model.createdAt) },
          { term: "Logged by", value: model.createdByName || "–" },
          {
            term: "Made by run",
            value: model.sourceRun ? (
              <Link className="link" href={pathTo(workspace, pages.run(model.sourceRun.id))}>
                {model.sourceRun.name}
              </Link>
            ) : (
              "–"
            ),
          },
          {
            term: "Used by runs",
            value:
              model.usedBy.length === 0 ? (
                "–"
              ) : (
                <ul className="space-y-1">
                  {model.usedBy.map((run) => (
                    <li key={run.id} className="flex items-center gap-2">
                      <RunStatusBadge status={run.status} />
                      <Link className="link" href={pathTo(workspace, pages.run(run.id))}>
                        {run.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Card>
  );
}
