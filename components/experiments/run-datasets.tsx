import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { Hash } from "@/components/blocks/hash";
import { Card, Section } from "@/components/blocks/section";
import { Badge } from "@/components/blocks/status-badge";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import {
  datasetColumns,
  datasetProfile,
  datasetSource,
  type DatasetColumn,
} from "@/lib/experiments/runs/dataset-schema";
import type { RunDataset } from "@/lib/experiments/runs/run-queries";

const schemaColumns: Column<DatasetColumn>[] = [
  { key: "name", header: "Column", heading: true, cell: (column) => column.name },
  {
    key: "type",
    header: "Type",
    cell: (column) => <span className="font-mono text-xs">{column.type}</span>,
  },
  {
    key: "role",
    header: "Role",
    cell: (column) => (column.target ? "Target" : column.required ? "Required" : "Optional"),
  },
];

export function RunDatasets({ datasets }: { datasets: readonly RunDataset[] }) {
  return (
    <Section title="Datasets" count={datasets.length} id="datasets">
      {datasets.length === 0 ? (
        <EmptyState
          title="No dataset recorded"
          code={[
            {
              label: "Python",
              text: 'mlflow.log_input(mlflow.data.from_pandas(frame, name="applications"), context="training")',
            },
          ]}
        >
          Gates ask which data a version was trained on.
        </EmptyState>
      ) : (
        datasets.map((dataset) => (
          <Dataset key={`${dataset.name} ${dataset.digest}`} dataset={dataset} />
        ))
      )}
    </Section>
  );
}

function Dataset({ dataset }: { dataset: RunDataset }) {
  const columns = datasetColumns(dataset.schema);
  const context = dataset.tags[mlflowTags.dataContext];
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {dataset.name}
          {context !== undefined && <Badge>{context}</Badge>}
        </span>
      }
      actions={<Hash value={dataset.digest} label="dataset digest" />}
    >
      <div className="space-y-3">
        <p className="text-muted text-sm wrap-anywhere">
          {datasetSource(dataset.sourceType, dataset.source)}
          {datasetProfile(dataset.profile).map(([key, value]) => (
            <span key={key} className="num">
              {" "}
              · {value} {key.replace(/^num_/, "").replaceAll("_", " ")}
            </span>
          ))}
        </p>
        {columns.length > 0 && (
          <DataTable
            caption={`Columns of ${dataset.name}`}
            columns={schemaColumns}
            rows={columns}
            rowKey={(column) => column.name}
            maxHeight="16rem"
            empty={null}
          />
        )}
      </div>
    </Card>
  );
}
