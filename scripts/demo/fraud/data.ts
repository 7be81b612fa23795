import { seededRandom } from "@/lib/stats/random";

import { rounded, sigmoid, type Table } from "../learners/table";

const features = [
  "amount",
  "hour",
  "distance_km",
  "payments_last_hour",
  "new_device",
  "merchant_risk",
  "account_age_days",
] as const;

/** Generated card payments; label 1 is a confirmed fraud, about one in twenty-five. */
export function fraudTable(seed: number, size = 5000): Table {
  const random = seededRandom(seed);
  const table: Table = { name: "card-payments", features, rows: [], labels: [], groups: [] };
  for (let i = 0; i < size; i++) {
    const amount = rounded(Math.exp(3.4 + 1.05 * random.normal()));
    const hour = random.below(24);
    const distance = rounded(Math.exp(1.6 + 1.4 * random.normal()), 1);
    const recent = Math.max(0, Math.round(0.4 + 1.1 * random.normal()));
    const device = random.next() < 0.12 ? 1 : 0;
    const merchant = rounded(random.next() ** 2);
    const age = Math.ceil(2400 * random.next());
    const night = hour < 6 ? 1 : 0;
    const takeover = device && night ? 2.4 : 0;
    const burst = recent >= 2 && distance > 8 ? 2.1 : 0;
    const z =
      -9.4 +
      0.55 * Math.log(amount) +
      0.55 * Math.log(1 + distance) +
      0.7 * recent +
      1.4 * device +
      2.1 * merchant +
      0.8 * night -
      0.0005 * age +
      takeover +
      burst;
    table.rows.push([amount, hour, distance, recent, device, merchant, age]);
    table.groups.push(random.pick(["domestic", "abroad"]));
    table.labels.push(random.next() < sigmoid(z) ? 1 : 0);
  }
  return table;
}
