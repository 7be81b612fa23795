import { Problem } from "@/components/blocks/problem";

export default function NotFound() {
  return (
    <Problem title="Not found">
      There is nothing at this address, or it is not for you to see.
    </Problem>
  );
}
