import Link from "next/link";

import { Callout } from "@/components/blocks/callout";
import { DataTable } from "@/components/blocks/data-table";
import { DefinitionList } from "@/components/blocks/definition-list";
import { NumberText } from "@/components/blocks/number-text";
import { Section } from "@/components/blocks/section";
import { LineageCard } from "@/components/registry/lineage-card";
import { SignatureTable } from "@/components/registry/signature-table";
import { tellingApart } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";
import type { VersionScreen } from "@/lib/workspace/version-screen";

type Props = { screen: VersionScreen; workspace: string };

export function VersionOrigin({ screen, workspace }: Props) {
  const { lineage, modelFile, pickled, run } = screen;
  return (
    <div className="space-y-6">
      {pickled.length > 0 && (
        <Callout tone="warn" title="Loading this model runs code from its files">
          {pickled.join(", ")}: pickled. Load it only where its author is trusted.
        </Callout>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <LineageCard lineage={lineage} />
        <Section title="Signature" description="What it takes and gives, as it declares itself.">
          {modelFile?.signature ? (
            <SignatureTable signature={modelFile.signature} />
          ) : (
            <p className="text-muted text-sm">
              None declared. Log the model with <code className="font-mono">signature=</code> or{" "}
              <code className="font-mono">input_example=</code> to declare one.
            </p>
          )}
        </Section>
      </div>
      <Source screen={screen} workspace={workspace} />
      {run && <RunTables screen={screen} run={run} />}
    </div>
  );
}

function Source({ screen, workspace }: Props) {
  const { version, run, modelFile } = screen;
  const { loggedModelId } = version;
  return (
    <Section title="Source">
      <DefinitionList
        items={[
          {
            term: "Source",
            value: <span className="font-mono text-xs wrap-anywhere">{version.source}</span>,
            copy: version.source,
          },
          {
            term: "Run",
            value: run ? (
              <Link className="link" href={pathTo(workspace, pages.run(run.id))}>
                {run.name}
              </Link>
            ) : (
              (version.runId ?? "None")
            ),
          },
          {
            term: "Logged model",
            value: loggedModelId ? (
              <Link
                className="link font-mono text-xs"
                href={pathTo(workspace, pages.loggedModel(loggedModelId))}
              >
                {loggedModelId}
              </Link>
            ) : (
              "None"
            ),
          },
          { term: "Flavours", value: modelFile?.flavors.join(", ") || "Unknown" },
          ...(run?.datasets ?? []).map((dataset) => ({
            term: `Dataset ${dataset.name}`,
            value: <span className="font-mono text-xs">{dataset.digest}</span>,
            copy: dataset.digest,
          })),
          ...Object.entries(version.tags).map(([term, value]) => ({ term, value })),
        ]}
      />
    </Section>
  );
}

function RunTables({ run }: { screen: VersionScreen; run: NonNullable<VersionScreen["run"]> }) {
  const write = tellingApart(
    run.metrics.map(({ value }) => value),
    6,
  );
  const params = Object.entries(run.params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Section title="Metrics of the run" count={run.metrics.length}>
        <DataTable
          caption="Metrics of the run"
          columns={[
            { key: "key", header: "Metric", heading: true, cell: (metric) => metric.key },
            {
              key: "value",
              header: "Value",
              align: "right",
              cell: ({ value }) => <NumberText value={value} text={write(value)} />,
            },
          ]}
          rows={run.metrics}
          rowKey={({ key }) => key}
          maxHeight="24rem"
          empty={<p className="text-muted text-sm">The run logged no metric.</p>}
        />
      </Section>
      <Section title="Parameters of the run" count={params.length}>
        <DataTable
          caption="Parameters of the run"
          columns={[
            { key: "key", header: "Parameter", heading: true, cell: ([key]) => key },
            {
              key: "value",
              header: "Value",
              cell: ([, value]) => <span className="wrap-anywhere">{value}</span>,
            },
          ]}
          rows={params}
          rowKey={([key]) => key}
          maxHeight="24rem"
          empty={<p className="text-muted text-sm">The run logged no parameter.</p>}
        />
      </Section>
    </div>
  );
}
