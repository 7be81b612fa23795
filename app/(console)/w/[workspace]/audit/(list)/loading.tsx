import { PageSkeleton } from "@/components/blocks/skeleton";

export default function Loading() {
  return <PageSkeleton />;
}
