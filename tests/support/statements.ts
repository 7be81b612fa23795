import { sqlClient } from "@/lib/db/client";

/**
 * Every statement about a workspace that any process sends to the test server while `act` runs, with its parameters: as
 * the server's own log has them.
 */
export async function statementsAbout(
  workspaceId: string,
  act: () => Promise<void>,
): Promise<string[]> {
  const [log] = await sqlClient<{ size: string }[]>`select size from pg_stat_file('server.log')`;
  await logStatements(true);
  try {
    await act();
  } finally {
    await logStatements(false);
  }
  const [added] = await sqlClient<{ text: string }[]>`
    select pg_read_file('server.log', ${log?.size ?? "0"}::bigint, 100000000) as text`;
  return entriesOf(added?.text ?? "").filter((entry) => entry.includes(workspaceId));
}

async function logStatements(on: boolean): Promise<void> {
  if (on) await sqlClient`alter system set log_statement = 'all'`;
  else await sqlClient`alter system reset log_statement`;
  await sqlClient`select pg_reload_conf()`;
}

/** `execute <name>: <statement>` and the line of its parameters as one text, without time and process. */
function entriesOf(log: string): string[] {
  const entries: { process: string; text: string }[] = [];
  for (const entry of log.split(/\n(?=\d{4}-\d\d-\d\d )/u)) {
    const [, process = "", kind = "", text = ""] =
      /^\S+ \S+ \S+ \[(\d+)\] (\w+): +(.*)$/su.exec(entry) ?? [];
    if (kind === "LOG" && /^(execute [^:]+|statement): /u.test(text))
      entries.push({ process, text: text.replace(/^(execute [^:]+|statement): /u, "") });
    const last = entries.findLast((earlier) => earlier.process === process);
    if (kind === "DETAIL" && last) last.text += `\n${text}`;
  }
  return entries.map(({ text }) => text.replaceAll(/\s+/gu, " ").trim());
}
