import { redirect } from "next/navigation";

import { pages, pathTo } from "@/lib/paths";

export default async function Settings({ params }: { params: Promise<{ workspace: string }> }) {
  redirect(pathTo((await params).workspace, pages.members));
}
