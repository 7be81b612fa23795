import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** The tenant boundary: first in every key of a scoped table, and the column a cluster distributes by. */
export const workspaceId = () => uuid("workspace_id").notNull();

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Text compared byte by byte whatever the database's locale, so prefix ranges and keysets agree everywhere. */
export const byteText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
