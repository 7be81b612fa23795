import { Problem } from "@/components/blocks/problem";

export default function NotFound() {
  return (
    <Problem title="No such gate">
      There is no gate at this address, or it is not for you to see. The list of gates shows those
      that are.
    </Problem>
  );
}
