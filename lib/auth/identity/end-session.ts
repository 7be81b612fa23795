import "server-only";
import type { Session } from "@/lib/auth/identity/session-cookie";
import { sqlClient } from "@/lib/db/client";
import { toItsEnd } from "@/lib/db/request-scope";

/** As long as the cookie of a session may be shown. */
const lastsMs = 8 * 24 * 60 * 60 * 1000;

/**
 * Ends one session wherever its cookie has been copied to; the person's others stay. It is kept as ended until its
 * cookie would have run out. No product data, so no audit entry.
 */
export async function endSession(session: Session | null, now: Date): Promise<void> {
  if (!session) return;
  const { sid, userId, epoch } = session;
  await toItsEnd(async () => {
    if (sid === null)
      await sqlClient`
        update users set session_epoch = session_epoch + 1
        where id = ${userId}::uuid and session_epoch = ${epoch}`;
    else
      await sqlClient`
        insert into ended_sessions (id, ended_at) values (${sid}::uuid, ${now.toISOString()}::timestamptz)
        on conflict do nothing`;
    const old = new Date(now.getTime() - lastsMs).toISOString();
    await sqlClient`delete from ended_sessions where ended_at < ${old}::timestamptz`;
  });
}
