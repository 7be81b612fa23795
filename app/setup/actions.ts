"use server";

import { firstSetUp } from "@/lib/transport/first-set-up";
import { answer, formObject } from "@/lib/transport/form";

export async function setUpAction(_: unknown, form: FormData) {
  return answer(() => firstSetUp(formObject(form)));
}
