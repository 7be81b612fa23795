"use server";

import { signedInUser } from "@/lib/auth/identity/session";
import { answer, formObject } from "@/lib/transport/form";
import { acceptAsNewcomer, acceptAsSignedIn } from "@/lib/transport/invitation";

export async function acceptAction(token: string, _: unknown, form: FormData) {
  return answer(() => acceptAsNewcomer({ ...formObject(form), token }));
}

export async function joinAction(token: string) {
  return answer(async () => acceptAsSignedIn(token, await signedInUser()));
}
