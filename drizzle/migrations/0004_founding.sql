CREATE TYPE "public"."receipt_kind" AS ENUM('run_log', 'artifact_put');--> statement-breakpoint
CREATE TYPE "public"."reaction_status" AS ENUM('waiting', 'parked');--> statement-breakpoint
CREATE TABLE "artifact_seals" (
	"workspace_id" uuid NOT NULL,
	"folder" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"says" text NOT NULL,
	CONSTRAINT "artifact_seals_workspace_id_folder_subject_pk" PRIMARY KEY("workspace_id","folder","subject")
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"workspace_id" uuid NOT NULL,
	"receipt_id" uuid NOT NULL,
	"kind" "receipt_kind" NOT NULL,
	"batch" text collate "C",
	"subject" text collate "C" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"key_id" uuid,
	"accepted" integer NOT NULL,
	"refused" integer NOT NULL,
	"digest" text NOT NULL,
	"seal" uuid,
	CONSTRAINT "receipts_workspace_id_receipt_id_pk" PRIMARY KEY("workspace_id","receipt_id")
);
--> statement-breakpoint
CREATE TABLE "contributors" (
	"workspace_id" uuid NOT NULL,
	"subject" text collate "C" NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contributors_workspace_id_subject_person_id_pk" PRIMARY KEY("workspace_id","subject","person_id")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"workspace_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"subject" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"digest" text NOT NULL,
	"source" text NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"recorded_at" timestamp with time zone NOT NULL,
	"author_id" uuid,
	"author_name" text NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "evidence_workspace_id_evidence_id_pk" PRIMARY KEY("workspace_id","evidence_id")
);
--> statement-breakpoint
CREATE TABLE "evidence_watches" (
	"workspace_id" uuid NOT NULL,
	"subject" text collate "C" NOT NULL,
	"watcher" text collate "C" NOT NULL,
	CONSTRAINT "evidence_watches_workspace_id_subject_watcher_pk" PRIMARY KEY("workspace_id","subject","watcher")
);
--> statement-breakpoint
CREATE TABLE "failed_reactions" (
	"workspace_id" uuid NOT NULL,
	"follower" text NOT NULL,
	"seq" bigint NOT NULL,
	"status" "reaction_status" NOT NULL,
	"attempts" integer NOT NULL,
	"fault" text NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	CONSTRAINT "failed_reactions_workspace_id_follower_seq_pk" PRIMARY KEY("workspace_id","follower","seq")
);
--> statement-breakpoint
CREATE TABLE "follower_cursors" (
	"workspace_id" uuid NOT NULL,
	"follower" text NOT NULL,
	"seq" bigint NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "follower_cursors_workspace_id_follower_pk" PRIMARY KEY("workspace_id","follower")
);
--> statement-breakpoint
DROP INDEX "audit_entries_shown";--> statement-breakpoint
ALTER TABLE "run_metrics" ADD COLUMN "logged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "finished_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "artifact_seals_workspace_id_subject_index" ON "artifact_seals" USING btree ("workspace_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_one_per_batch" ON "receipts" USING btree ("workspace_id","kind","batch") WHERE batch is not null;--> statement-breakpoint
CREATE INDEX "receipts_unsealed" ON "receipts" USING btree ("workspace_id","receipt_id") WHERE seal is null;--> statement-breakpoint
CREATE INDEX "receipts_of_seal" ON "receipts" USING btree ("workspace_id","seal") WHERE seal is not null;--> statement-breakpoint
CREATE INDEX "evidence_workspace_id_subject_kind_recorded_at_index" ON "evidence" USING btree ("workspace_id","subject","kind","recorded_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "evidence_watches_workspace_id_watcher_index" ON "evidence_watches" USING btree ("workspace_id","watcher");--> statement-breakpoint
CREATE INDEX "failed_reactions_due" ON "failed_reactions" USING btree ("workspace_id","next_at") WHERE status = 'waiting';--> statement-breakpoint
INSERT INTO "artifact_seals" ("workspace_id", "folder", "subject", "says")
SELECT v."workspace_id", v."artifact_path", 'version:' || v."model_id" || '/' || v."version",
	'version ' || v."version" || ' of ' || m."name" || ', which is in ' || v."stage"
FROM "versions" v JOIN "models" m ON m."workspace_id" = v."workspace_id" AND m."model_id" = v."model_id"
WHERE v."stage" <> 'experimental' AND v."deleted_at" IS NULL AND v."artifact_path" IS NOT NULL;--> statement-breakpoint
INSERT INTO "contributors" ("workspace_id", "subject", "person_id", "person_name", "first_at", "last_at")
SELECT "workspace_id", "subject", "person_id", (array_agg("person_name" ORDER BY "at" DESC))[1], min("at"), max("at")
FROM (
	SELECT "workspace_id", 'run:' || "run_id" AS "subject", "author_id" AS "person_id", "author_name" AS "person_name", "created_at" AS "at" FROM "runs"
	UNION ALL
	SELECT "workspace_id", 'logged_model:' || "model_id", "created_by_id", "created_by_name", "created_at" FROM "logged_models"
	UNION ALL
	SELECT "workspace_id", 'files:' || "path", "created_by_id", "created_by_name", "created_at" FROM "artifacts"
	UNION ALL
	SELECT "workspace_id", 'version:' || "model_id" || '/' || "version", "created_by_id", "created_by_name", "created_at" FROM "versions"
	UNION ALL
	SELECT "workspace_id", regexp_replace("subject", '^artifact:', 'files:'), "actor_id", "actor_name", "at" FROM "audit_entries"
	WHERE "action" IN ('run.log', 'run.update', 'run.untag', 'artifact.put', 'artifact.delete')
		OR "action" LIKE 'logged\_model.%'
) "hands"
WHERE "person_id" IS NOT NULL
GROUP BY "workspace_id", "subject", "person_id";--> statement-breakpoint
INSERT INTO "evidence_watches" ("workspace_id", "subject", "watcher")
SELECT g."workspace_id", s."subject", 'gate:' || g."gate_id"
FROM "gates" g
JOIN "versions" v ON v."workspace_id" = g."workspace_id" AND v."model_id" = g."model_id" AND v."version" = g."version"
LEFT JOIN "versions" p ON p."workspace_id" = g."workspace_id" AND p."model_id" = g."model_id" AND p."version" = g."champion_version",
LATERAL (VALUES
	('model:' || g."model_id"),
	('version:' || g."model_id" || '/' || g."version"),
	('run:' || v."run_id"),
	('logged_model:' || v."logged_model_id"),
	('files:' || v."artifact_path"),
	('run:' || p."run_id")
) s ("subject")
WHERE g."status" = 'open' AND s."subject" IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "follower_cursors" ("workspace_id", "follower", "seq", "updated_at")
SELECT "workspace_id", 'keep_gates_true', "seq", now() FROM "audit_heads";
