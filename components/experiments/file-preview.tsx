import { Download } from "lucide-react";

import { CodeBlock } from "@/components/blocks/code-block";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { Hash } from "@/components/blocks/hash";
import { Card } from "@/components/blocks/section";
import { buttonStyle } from "@/components/ui/button";
import type { Preview } from "@/lib/artifacts/preview";
import type { OpenFile } from "@/lib/experiments/runs/artifacts-screen";
import { formatBytes, formatDateTime } from "@/lib/format";
import { api, pathTo } from "@/lib/paths";

export function FilePreview({ file, workspace }: { file: OpenFile; workspace: string }) {
  const address = pathTo(workspace, api.artifact(file.storePath));
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return (
    <Card
      title={<span className="wrap-anywhere">{file.path}</span>}
      actions={
        <a className={buttonStyle({ size: "sm" })} href={address} download={name}>
          <Download aria-hidden />
          Download
        </a>
      }
    >
      <div className="space-y-3">
        <p className="text-muted num flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          <span>{formatBytes(file.size)}</span>
          <span>{formatDateTime(file.at)}</span>
          {file.by !== "" && <span>{file.by}</span>}
          <Hash value={file.sha256} label="sha256" />
        </p>
        <Body preview={file.preview} address={address} name={name} />
      </div>
    </Card>
  );
}

function Body({ preview, address, name }: { preview: Preview; address: string; name: string }) {
  switch (preview.kind) {
    case "text":
    case "json":
      return (
        <>
          <CodeBlock text={preview.text} maxHeight="34rem" />
          {preview.truncated && <Cut />}
        </>
      );
    case "csv":
      return (
        <>
          <DataTable
            caption={`First rows of ${name}`}
            columns={csvColumns(preview.header)}
            rows={preview.rows.map((cells, at) => ({ at, cells }))}
            rowKey={({ at }) => String(at)}
            maxHeight="34rem"
            empty={<p className="text-muted text-sm">The file has a header and no rows.</p>}
          />
          {preview.truncated && <Cut />}
        </>
      );
    case "image":
      return (
        <div className="bg-sunken grid place-items-center overflow-auto rounded-md p-4">
          {/* oxlint-disable-next-line nextjs/no-img-element -- a stored file of any size, shown as it is */}
          <img src={address} alt={name} className="max-h-[34rem] max-w-full" />
        </div>
      );
    case "other":
      return <p className="text-muted py-8 text-center text-sm">{preview.reason}</p>;
  }
}

function Cut() {
  return (
    <p className="text-muted text-xs">
      Only the beginning is shown. Download the file for the rest.
    </p>
  );
}

function csvColumns(header: readonly string[]): Column<{ at: number; cells: string[] }>[] {
  return header.map((name, place) => ({
    key: String(place),
    header: name === "" ? `Column ${place + 1}` : name,
    nowrap: true,
    cell: ({ cells }) => <span className="num">{cells[place]}</span>,
  }));
}
