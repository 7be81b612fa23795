import { cloneElement, useId, type ComponentProps, type ReactElement, type ReactNode } from "react";

import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

type Described = {
  label: ReactNode;
  help?: ReactNode | undefined;
  error?: readonly string[] | string | undefined;
  optional?: boolean | undefined;
};
type Control = { id?: string | undefined; "aria-describedby"?: string; "aria-invalid"?: boolean };

/** Label, control, help and fault, tied together for the eye and for a screen reader. */
export function FormField({
  label,
  help,
  error,
  optional = false,
  children,
}: Described & { children: ReactElement<Control> }) {
  const id = useId();
  const fault = typeof error === "string" ? error : error?.join(" ");
  const told = [help === undefined ? "" : `${id}-help`, fault ? `${id}-fault` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="flex items-baseline gap-1.5 text-sm font-medium">
        {label}
        {optional && <span className="text-muted text-xs font-normal">optional</span>}
      </label>
      {cloneElement(children, {
        id,
        ...(told ? { "aria-describedby": told } : {}),
        ...(fault ? { "aria-invalid": true } : {}),
      })}
      {help !== undefined && (
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="text-bad text-xs">
          {fault}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  help,
  error,
  optional = false,
  ...input
}: Described & ComponentProps<"input">) {
  return (
    <FormField label={label} help={help} error={error} optional={optional}>
      <Input {...input} />
    </FormField>
  );
}

export function TextareaField({
  label,
  help,
  error,
  optional = false,
  ...textarea
}: Described & ComponentProps<"textarea">) {
  return (
    <FormField label={label} help={help} error={error} optional={optional}>
      <Textarea {...textarea} />
    </FormField>
  );
}

export function SelectField({
  label,
  help,
  error,
  optional = false,
  options,
  children,
  ...select
}: Described &
  ComponentProps<"select"> & { options?: readonly { value: string; label: string }[] }) {
  return (
    <FormField label={label} help={help} error={error} optional={optional}>
      <Select {...select}>
        {options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {children}
      </Select>
    </FormField>
  );
}

export function CheckboxField({
  label,
  help,
  ...input
}: { label: ReactNode; help?: ReactNode | undefined } & Omit<ComponentProps<"input">, "type">) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        id={id}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        className="mt-0.5"
        {...input}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block text-sm">
          {label}
        </label>
        {help !== undefined && (
          <p id={`${id}-help`} className="text-muted text-xs">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}

export function RadioField({
  name,
  label,
  options,
  defaultValue,
  required = false,
  error,
}: {
  name: string;
  label: ReactNode;
  options: readonly { value: string; label: ReactNode; help?: ReactNode | undefined }[];
  defaultValue?: string | undefined;
  required?: boolean | undefined;
  error?: readonly string[] | string | undefined;
}) {
  const id = useId();
  const fault = typeof error === "string" ? error : error?.join(" ");
  return (
    <fieldset className="space-y-1.5" aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend className="text-sm font-medium">{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2">
          <input
            id={`${id}-${option.value}`}
            type="radio"
            name={name}
            value={option.value}
            required={required}
            defaultChecked={option.value === defaultValue}
            className="accent-accent mt-0.5 size-4 shrink-0 cursor-pointer"
          />
          <label htmlFor={`${id}-${option.value}`} className="min-w-0 text-sm">
            {option.label}
            {option.help !== undefined && (
              <span className="text-muted block text-xs">{option.help}</span>
            )}
          </label>
        </div>
      ))}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="text-bad text-xs">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

export function FormError({ message }: { message?: string | undefined }) {
  if (message === undefined || message === "") return null;
  return (
    <p role="alert" className="bg-bad-soft text-bad rounded-md px-3 py-2 text-sm wrap-anywhere">
      {message}
    </p>
  );
}

export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 pt-1">{children}</div>;
}
