import { useId, type ReactNode } from "react";

import { NumberText } from "@/components/blocks/number-text";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { formatSigned, tellingApart } from "@/lib/format";

type Value = string | number | null | undefined;

export type DiffRow = {
  key: string;
  values: readonly Value[];
  numeric?: boolean | undefined;
  changed?: boolean | undefined;
};

type DiffProps = {
  caption: string;
  columns: readonly { key: string; label: ReactNode }[];
  rows: readonly DiffRow[];
  /** The column the others are held against. */
  baseline?: number | undefined;
};

/** What differs comes first; what is the same is one switch away. The switch is CSS: it works without script. */
export function DiffTable({ caption, columns, rows, baseline = 0 }: DiffProps) {
  const id = useId();
  const changed = rows.filter(differs);
  const same = rows.filter((row) => !differs(row));
  return (
    <div className="group/diff space-y-2">
      <div className="text-muted flex flex-wrap items-center justify-between gap-2 text-xs">
        <span className="num">
          {changed.length === 0
            ? `All ${rows.length} the same`
            : `${changed.length} of ${rows.length} differ`}
        </span>
        {same.length > 0 && changed.length > 0 && (
          <span className="flex items-center gap-2">
            <Checkbox id={id} data-show-same="" />
            <label htmlFor={id}>Show the {same.length} that are the same</label>
          </span>
        )}
      </div>
      <section
        aria-label={caption}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by key
        tabIndex={0}
        className="border-line bg-raised overflow-x-auto rounded-lg border"
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className={cn(headStyle, "sticky left-0 z-10")}>
                <span className="sr-only">Field</span>
              </th>
              {columns.map(({ key, label }, place) => (
                <th key={key} scope="col" className={headStyle}>
                  {label}
                  {place === baseline && columns.length > 1 && (
                    <span className="text-muted ml-1.5 font-normal">baseline</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <Rows rows={changed} baseline={baseline} marked />
          <Rows
            rows={same}
            baseline={baseline}
            className={
              changed.length > 0
                ? "hidden group-has-[[data-show-same]:checked]/diff:table-row-group"
                : ""
            }
          />
        </table>
      </section>
    </div>
  );
}

const headStyle = "bg-sunken h-8 px-3 text-left text-xs font-medium whitespace-nowrap";

function Rows({
  rows,
  baseline,
  marked = false,
  className,
}: {
  rows: readonly DiffRow[];
  baseline: number;
  marked?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <tbody className={className}>
      {rows.map(({ key, values, numeric = false }) => (
        <tr key={key}>
          <th
            scope="row"
            className="border-line bg-raised text-muted sticky left-0 max-w-[40vw] min-w-32 border-t px-3 py-1.5 text-left align-top font-normal wrap-anywhere"
          >
            {key}
          </th>
          {values.map((value, place) => (
            <td
              // oxlint-disable-next-line react/no-array-index-key -- the column is the place
              key={place}
              className={cn(
                "border-line max-w-md border-t px-3 py-1.5 align-top wrap-anywhere",
                numeric && "num whitespace-nowrap",
              )}
            >
              {marked && place !== baseline && text(value) !== text(values[baseline]) ? (
                <Moved value={value} from={values[baseline]} among={values} />
              ) : (
                <Plain value={value} among={values} />
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** A value other than the baseline's, and for numbers by how much. */
function Moved({ value, from, among }: { value: Value; from: Value; among: readonly Value[] }) {
  return (
    <>
      <span className="sr-only">differs: </span>
      <span className="bg-warn-soft -mx-1 rounded-sm box-decoration-clone px-1 py-0.5">
        <Plain value={value} among={among} />
      </span>
      {typeof value === "number" && typeof from === "number" && (
        <span className="text-muted ml-3 text-xs">
          <NumberText value={value - from} text={formatSigned(value - from, 3)} />
        </span>
      )}
    </>
  );
}

function Plain({ value, among }: { value: Value; among: readonly Value[] }) {
  if (value === null || value === undefined || value === "")
    return <span className="text-muted">–</span>;
  if (typeof value !== "number") return value;
  return <NumberText value={value} text={tellingApart(among, 6)(value)} />;
}

function differs(row: DiffRow): boolean {
  return row.changed ?? new Set(row.values.map(text)).size > 1;
}

function text(value: Value): string {
  return value === null || value === undefined ? "" : String(value);
}
