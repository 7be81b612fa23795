import { DataTable, type Column } from "@/components/blocks/data-table";
import type { Signature, SignatureColumn } from "@/lib/registry/signature";

type Row = SignatureColumn & { part: string; id: string };

/** What the model takes and gives, as it declares itself. */
export function SignatureTable({ signature }: { signature: Signature }) {
  const rows = (["inputs", "outputs", "params"] as const).flatMap((part) =>
    signature[part].map((column, at) => ({ ...column, part, id: `${part} ${at}` })),
  );
  return (
    <DataTable
      caption="Signature"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      maxHeight="24rem"
      empty={<p className="text-muted text-sm">The signature is declared and empty.</p>}
    />
  );
}

const parts: Record<string, string> = { inputs: "Input", outputs: "Output", params: "Parameter" };

const columns: Column<Row>[] = [
  { key: "part", header: "Part", nowrap: true, cell: ({ part }) => parts[part] ?? part },
  {
    key: "name",
    header: "Name",
    heading: true,
    cell: ({ name }) => name ?? <span className="text-muted">unnamed</span>,
  },
  {
    key: "type",
    header: "Type",
    cell: ({ type }) => <span className="font-mono text-xs">{type}</span>,
  },
  { key: "required", header: "Required", cell: ({ required }) => (required ? "Yes" : "No") },
];
