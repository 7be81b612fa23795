CREATE TABLE "head_exports" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"at" timestamp with time zone,
	"fault" text,
	"failed_at" timestamp with time zone
);
