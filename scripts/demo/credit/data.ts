import { seededRandom, type Random } from "@/lib/stats/random";

import { rounded, sigmoid, type Table } from "../learners/table";

const features = [
  "income",
  "debt_ratio",
  "utilisation",
  "late_payments",
  "employment_years",
  "loan_amount",
  "term_months",
  "open_accounts",
] as const;

type Applicant = [
  income: number,
  debt: number,
  utilisation: number,
  late: number,
  years: number,
  loan: number,
  term: number,
  accounts: number,
];

/**
 * Generated loan applications; label 1 is a default within a year. Younger applicants earn less and have shorter
 * histories here, so a model that never sees the age band still treats the bands differently.
 */
export function creditTable(seed: number, size = 4000): Table {
  const random = seededRandom(seed);
  const table: Table = { name: "loan-applications", features, rows: [], labels: [], groups: [] };
  for (let i = 0; i < size; i++) {
    const group = ageBand(random);
    const row = applicant(random, group);
    table.rows.push(row);
    table.groups.push(group);
    table.labels.push(random.next() < sigmoid(risk(row)) ? 1 : 0);
  }
  return table;
}

function ageBand(random: Random): string {
  const draw = random.next();
  if (draw < 0.28) return "under 30";
  return draw < 0.82 ? "30 to 59" : "60 and over";
}

function applicant(random: Random, group: string): Applicant {
  const young = group === "under 30" ? 1 : 0;
  const income = Math.exp(10.45 - 0.22 * young + 0.42 * random.normal());
  const utilisation = Math.min(Math.max(0.38 + 0.07 * young + 0.24 * random.normal(), 0), 1.2);
  const late = Math.max(0, Math.round(-0.4 + 1.6 * utilisation + random.normal()));
  const years = Math.max(0, (young ? 3 : 11) + 4 * random.normal());
  const loan = income * (0.25 + 0.5 * random.next());
  return [
    rounded(income, 0),
    rounded(Math.min(Math.max(0.34 + 0.15 * random.normal(), 0.02), 0.95)),
    rounded(utilisation),
    late,
    rounded(years, 1),
    rounded(loan, 0),
    random.pick([12, 24, 36, 48, 60]),
    1 + random.below(9),
  ];
}

function risk([income, debt, utilisation, late, years, loan, term]: Applicant): number {
  const squeeze = debt > 0.42 && utilisation > 0.5 ? 1.7 : 0;
  const fresh = years < 1.5 && term >= 36 ? 1.3 : 0;
  const spiral = late >= 3 ? 1.6 : 0;
  return (
    -5.1 +
    2.6 * debt +
    1.6 * utilisation +
    0.7 * late +
    1.6 * (loan / income) +
    0.012 * term -
    0.05 * years -
    0.8 * Math.log(income / 32_000) +
    squeeze +
    fresh +
    spiral
  );
}
