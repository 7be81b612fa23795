"use server";

import { answer, formObject } from "@/lib/transport/form";
import { acceptAsNewcomer, acceptAsSignedIn } from "@/lib/transport/invitation";

export async function acceptAction(token: string, _previous: unknown, form: FormData) {
  return answer(() => acceptAsNewcomer({ ...formObject(form), token }));
}

export async function joinAction(token: string) {
  return answer(() => acceptAsSignedIn(token));
}
