import { seededRandom } from "@/lib/stats/random";

import { rounded, sigmoid, type Table } from "../learners/table";

const features = [
  "tenure_months",
  "monthly_charge",
  "annual_contract",
  "support_calls",
  "failed_payments",
  "usage_change",
  "products",
] as const;

/** Generated subscribers; label 1 is a cancellation in the next quarter. */
export function churnTable(seed: number, size = 3000): Table {
  const random = seededRandom(seed);
  const table: Table = { name: "subscribers", features, rows: [], labels: [], groups: [] };
  for (let i = 0; i < size; i++) {
    const tenure = Math.ceil(72 * random.next() ** 1.4);
    const annual = random.next() < 0.25 + tenure / 180 ? 1 : 0;
    const calls = Math.max(0, Math.round(1.2 + 1.3 * random.normal()));
    const failed = random.next() < 0.14 ? 1 + random.below(2) : 0;
    const usage = rounded(0.22 * random.normal());
    const charge = rounded(38 + 16 * random.normal() - 6 * annual);
    const products = 1 + random.below(4);
    const upset = calls >= 3 && annual === 0 ? 1.8 : 0;
    const drifting = usage < -0.2 && tenure > 12 ? 1.6 : 0;
    const z =
      -0.9 -
      0.03 * tenure -
      1.3 * annual +
      0.3 * calls +
      1.1 * failed -
      1.8 * usage +
      0.02 * (charge - 38) -
      0.25 * products +
      upset +
      drifting;
    table.rows.push([tenure, charge, annual, calls, failed, usage, products]);
    table.groups.push(random.pick(["north", "south", "west"]));
    table.labels.push(random.next() < sigmoid(z) ? 1 : 0);
  }
  return table;
}
