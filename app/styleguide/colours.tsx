import { Section } from "@/components/blocks/section";

const grounds = ["surface", "raised", "sunken", "hover", "selected"] as const;
const inks = ["ink", "muted", "faint", "accent", "ok", "warn", "bad", "info"] as const;
const marks = ["chart-1", "chart-2", "chart-3", "chart-4", "threshold", "field"] as const;

export function Colours() {
  return (
    <Section title="Colours" description="Named by meaning. Each ink is legible on each ground.">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        {grounds.map((ground) => (
          <div
            key={ground}
            className="border-line rounded-lg border p-4 text-sm"
            style={{ background: `var(--${ground})` }}
          >
            <div className="mb-2 font-medium">{ground}</div>
            {inks.map((ink) => (
              <div key={ink} style={{ color: `var(--${ink})` }}>
                {ink}
              </div>
            ))}
          </div>
        ))}
      </div>
      <ul className="flex flex-wrap gap-4 text-xs">
        {marks.map((mark) => (
          <li key={mark} className="flex items-center gap-2">
            <span className="size-4 rounded-sm" style={{ background: `var(--${mark})` }} />
            {mark}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Type() {
  return (
    <Section title="Type" description="Geist, one scale.">
      <div className="space-y-2">
        <p className="text-2xl font-semibold tracking-tight">24 Report titles</p>
        <p className="text-xl font-semibold tracking-tight">20 Page titles</p>
        <p className="text-lg font-medium">16 Section titles</p>
        <p className="text-base">14 Body text, in plain words</p>
        <p className="text-sm">13 Tables and controls</p>
        <p className="text-muted text-xs">12 Captions and help</p>
        <p className="font-mono text-xs">12 mono 7f3a9c1e 0.8731 models:/churn@champion</p>
        <p className="num text-sm">Tabular 1,204,118 · 0.8731 · −0.0042</p>
      </div>
    </Section>
  );
}
