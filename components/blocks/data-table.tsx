import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { Help } from "@/components/blocks/term";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { Direction } from "@/lib/paging";

export type Sort = { key: string; direction: Direction };

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right" | undefined;
  sortable?: boolean | undefined;
  help?: string | undefined;
  width?: string | undefined;
  nowrap?: boolean | undefined;
  /** The cell that names the row; read out before the others. */
  heading?: boolean | undefined;
};

export type Selection<Row> = {
  form: string;
  name: string;
  label: (row: Row) => string;
  selected?: readonly string[] | undefined;
};

type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  sortHref?: ((key: string, direction: Direction) => string) | undefined;
  selection?: Selection<Row> | undefined;
  empty: ReactNode;
  maxHeight?: string | undefined;
};

/** Rendered on the server: sorting is a link, selecting is a form, so the URL holds the state. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, selection, maxHeight } = props;
  if (rows.length === 0) return props.empty;
  return (
    <section
      aria-label={caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by key
      tabIndex={0}
      className="border-line bg-raised relative overflow-auto rounded-lg border"
      style={maxHeight === undefined ? undefined : { maxHeight }}
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={cn(headStyle, "sticky left-0 z-20 w-9 pr-0")}>
                <span className="sr-only">Select</span>
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} table={props} />
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {rows.map((row) => (
            <BodyRow key={rowKey(row)} row={row} table={props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const headStyle =
  "border-line bg-sunken text-muted sticky top-0 z-10 h-8 border-b px-3 text-left text-xs font-medium whitespace-nowrap";
const cellStyle = "border-line h-9 border-b px-3 py-1.5 text-left align-middle font-normal";
const stickyStyle = "sticky max-md:max-w-[50vw] max-md:border-r";

/** What names the row stays in sight while the rest scrolls sideways; without a name, the first column. */
function sticks<Row>(column: Column<Row>, { columns }: TableProps<Row>): boolean {
  return column === (columns.find(({ heading }) => heading === true) ?? columns[0]);
}

const sortWords = { asc: "ascending", desc: "descending" } as const;

function HeadCell<Row>({ column, table }: { column: Column<Row>; table: TableProps<Row> }) {
  const { sort, sortHref, selection } = table;
  const current = sort?.key === column.key ? sort.direction : undefined;
  return (
    <th
      scope="col"
      aria-sort={current && sortWords[current]}
      style={column.width === undefined ? undefined : { width: column.width }}
      className={cn(
        headStyle,
        column.align === "right" && "text-right",
        sticks(column, table) && [stickyStyle, selection ? "left-9" : "left-0", "z-20"],
      )}
    >
      <span className="inline-flex items-center gap-1">
        {column.sortable === true ? (
          <SortLink column={column} current={current} sortHref={sortHref} />
        ) : (
          column.header
        )}
        {column.help !== undefined && <Help>{column.help}</Help>}
      </span>
    </th>
  );
}

function SortLink<Row>({
  column,
  current,
  sortHref,
}: {
  column: Column<Row>;
  current: Direction | undefined;
  sortHref: TableProps<Row>["sortHref"];
}) {
  if (!sortHref) return column.header;
  const Icon = current === undefined ? ChevronsUpDown : current === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={sortHref(column.key, current === "desc" ? "asc" : "desc")}
      scroll={false}
      prefetch={false}
      className={cn("hover:text-ink inline-flex items-center gap-1", current && "text-ink")}
    >
      {column.header}
      <Icon aria-hidden className={cn("size-3.5 shrink-0", !current && "text-faint")} />
    </Link>
  );
}

function BodyRow<Row>({ row, table }: { row: Row; table: TableProps<Row> }) {
  const { columns, rowKey, selection } = table;
  const key = rowKey(row);
  return (
    <tr className="group has-[input:checked]:*:bg-selected hover:*:bg-hover">
      {selection && (
        <td className={cn(cellStyle, "bg-raised sticky left-0 z-[5] w-9 pr-0")}>
          <Checkbox
            form={selection.form}
            name={selection.name}
            value={key}
            defaultChecked={selection.selected?.includes(key) ?? false}
            aria-label={selection.label(row)}
          />
        </td>
      )}
      {columns.map((column) => (
        <BodyCell key={column.key} column={column} row={row} table={table} />
      ))}
    </tr>
  );
}

function BodyCell<Row>({
  column,
  row,
  table,
}: {
  column: Column<Row>;
  row: Row;
  table: TableProps<Row>;
}) {
  const style = cn(
    cellStyle,
    "bg-raised",
    column.align === "right" && "num text-right",
    (column.nowrap === true || column.align === "right") && "whitespace-nowrap",
    sticks(column, table) && [stickyStyle, table.selection ? "left-9" : "left-0", "z-[5]"],
  );
  return column.heading === true ? (
    <th scope="row" className={cn(style, "min-w-36 font-medium")}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={style}>{column.cell(row)}</td>
  );
}
