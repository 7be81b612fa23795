import { Section } from "@/components/blocks/section";
import { BarChart } from "@/components/charts/bar-chart";
import { MetricChart } from "@/components/charts/metric-chart";

const curve = (start: number, wave: number) =>
  Array.from({ length: 60 }, (_, step) => ({
    x: step,
    y: start * Math.exp(-step / 18) + 0.08 * Math.abs(Math.sin(step * wave)) + 0.12,
  }));

export function Charts() {
  return (
    <Section
      title="Charts"
      description="One question each; the same numbers in a table for a screen reader."
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <MetricChart
          title="loss"
          controls
          threshold={{ value: 0.2, label: "limit" }}
          series={[
            { key: "a", label: "gbm-depth-6", points: curve(0.9, 1.1) },
            { key: "b", label: "gbm-depth-8", points: curve(0.7, 0.7) },
            { key: "c", label: "logistic-baseline", points: curve(1.1, 1.7) },
            { key: "d", label: "forest-200", points: curve(0.5, 2.3) },
            { key: "e", label: "forest-400", points: curve(0.6, 0.4) },
          ]}
        />
        <BarChart
          title="Selection rate by group"
          threshold={{ value: 0.3, label: "limit" }}
          bars={[
            { label: "18–29 (n 1,204)", value: 0.42 },
            { label: "30–49 (n 3,880)", value: 0.36 },
            { label: "50+ (n 2,117)", value: 0.29 },
          ]}
        />
        <MetricChart
          title="auc"
          series={[{ key: "a", label: "gbm-depth-6", points: [{ x: 0, y: 0.87 }] }]}
        />
        <MetricChart title="No values yet" series={[{ key: "a", label: "a", points: [] }]} />
      </div>
    </Section>
  );
}
