import "server-only";
import type { ReadCtx } from "@/lib/command";
import type { AnySection, EvidenceOf, EvidenceSubject } from "@/lib/evidence/section";

export type SourceOf = { source: string; measuredAt: Date | null };

export type Gathered<Sections extends readonly AnySection[]> = {
  evidence: EvidenceOf<Sections>;
  /** Where each section was read, by its name; a section that found nothing has none. */
  sources: ReadonlyMap<string, SourceOf>;
};

/** Reads every section about one version, as it is at this moment. Sections that read the same thing share one read. */
export async function gather<const Sections extends readonly AnySection[]>(
  ctx: ReadCtx,
  sections: Sections,
  subject: EvidenceSubject,
): Promise<Gathered<Sections>> {
  const shared = { ...ctx, memo: ctx.memo ?? new Map() };
  const found = await Promise.all(
    sections.map(async (each) => [each, await each.gather(shared, subject)] as const),
  );
  const evidence = Object.fromEntries(
    found.map(([{ name, absent }, what]) => [name, what ? what.value : absent]),
  );
  const sources = new Map(
    found.flatMap(([{ name }, what]) =>
      what ? [[name, { source: what.source, measuredAt: what.measuredAt }] as const] : [],
    ),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry was made for each section
  return { evidence: evidence as EvidenceOf<Sections>, sources };
}

/** Stored evidence as it is read today: a section that came later was not on record then. */
export function withAbsent<const Sections extends readonly AnySection[]>(
  sections: Sections,
  stored: Readonly<Record<string, unknown>>,
): EvidenceOf<Sections> {
  const evidence = Object.fromEntries(
    sections.map(({ name, absent }) => [name, stored[name] ?? absent]),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry was made for each section
  return evidence as EvidenceOf<Sections>;
}
