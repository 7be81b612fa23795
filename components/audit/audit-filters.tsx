import { SelectField, TextField, CheckboxField } from "@/components/blocks/form-field";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Faults } from "@/lib/address";
import { saysOf } from "@/lib/audit/actions";

type Values = Readonly<Record<string, string>>;

/** A GET form: every view of the log has an address. */
export function AuditFilters({
  values,
  actions,
  errors,
  clearHref,
}: {
  values: Values;
  actions: readonly string[];
  errors: Faults;
  clearHref: string;
}) {
  return (
    <search>
      <form
        aria-label="Filter the audit log"
        className="border-line bg-raised space-y-3 rounded-lg border p-3"
      >
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
          <TextField
            label="Who"
            name="actor"
            defaultValue={values["actor"]}
            placeholder="A name or part of it"
            error={errors["actor"]}
          />
          <ActionField actions={actions} value={values["action"]} error={errors["action"]} />
          <TextField
            label="About"
            name="subject"
            defaultValue={values["subject"]}
            placeholder="A name, run: or run:ab12…"
            error={errors["subject"]}
          />
          <Period values={values} errors={errors} />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <CheckboxField
            label="Show what logging runs wrote"
            name="logging"
            value="show"
            defaultChecked={values["logging"] === "show"}
          />
          <div className="flex gap-2">
            <ButtonLink href={clearHref} variant="quiet">
              Clear
            </ButtonLink>
            <Button type="submit">Filter</Button>
          </div>
        </div>
      </form>
    </search>
  );
}

function ActionField({
  actions,
  value,
  error,
}: {
  actions: readonly string[];
  value: string | undefined;
  error: string[] | undefined;
}) {
  const kinds = [...new Set(actions.map((action) => action.split(".")[0] ?? action))];
  return (
    <SelectField label="Action" name="action" defaultValue={value} error={error}>
      <option value="">All actions</option>
      {kinds.map((kind) => (
        <optgroup key={kind} label={kind}>
          <option value={kind}>{kind}: all</option>
          {actions
            .filter((action) => action.startsWith(`${kind}.`))
            .map((action) => (
              <option key={action} value={action}>
                {`${saysOf(action)} (${action})`}
              </option>
            ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

function Period({ values, errors }: { values: Values; errors: Faults }) {
  return (
    <>
      <TextField
        label="From"
        name="from"
        type="date"
        defaultValue={values["from"]}
        error={errors["from"]}
      />
      <TextField
        label="To"
        name="to"
        type="date"
        defaultValue={values["to"]}
        error={errors["to"]}
      />
    </>
  );
}
