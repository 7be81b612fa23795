CREATE TABLE "approvals" (
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"gate_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"stage" "stage" NOT NULL,
	"artifact_digest" text NOT NULL,
	"metrics" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "approvals_workspace_id_model_id_version_gate_id_pk" PRIMARY KEY("workspace_id","model_id","version","gate_id")
);
--> statement-breakpoint
CREATE TABLE "former_names" (
	"workspace_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"model_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "former_names_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "own_grants" "role"[] DEFAULT '{}'::role[] NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_votes" ADD COLUMN "self_granted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_votes" ADD COLUMN "lapse" text;--> statement-breakpoint
ALTER TABLE "gate_votes" ADD COLUMN "lapsed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "models" ADD COLUMN "served_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "damage" text;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "damaged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_workspace_id_model_id_version_versions_workspace_id_model_id_version_fk" FOREIGN KEY ("workspace_id","model_id","version") REFERENCES "public"."versions"("workspace_id","model_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_names" ADD CONSTRAINT "former_names_workspace_id_model_id_models_workspace_id_model_id_fk" FOREIGN KEY ("workspace_id","model_id") REFERENCES "public"."models"("workspace_id","model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE FUNCTION "files_key"("workspace" uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN hashtextextended('files:' || "workspace"::text, 0);--> statement-breakpoint
CREATE FUNCTION "sealed_by"("workspace" uuid, "path" text, "folders" text[]) RETURNS text
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
	-- whoever decides about files holds this alone; what they sealed is seen by the statement after the wait
	PERFORM pg_advisory_xact_lock_shared(files_key(workspace));
	RETURN coalesce(
		(SELECT s.says FROM artifact_seals s WHERE s.workspace_id = workspace
			AND s.folder = ANY(folders || path) LIMIT 1),
		(SELECT s.says FROM artifact_seals s WHERE s.workspace_id = workspace
			AND s.folder >= path || '/' AND s.folder < path || '0' LIMIT 1));
END
$$;--> statement-breakpoint
INSERT INTO "approvals" ("workspace_id", "model_id", "version", "gate_id", "round", "stage", "artifact_digest", "metrics", "at")
SELECT g."workspace_id", g."model_id", g."version", g."gate_id", g."round", g."stage",
	coalesce(r."evidence" -> 'artifact' ->> 'digest', ''), coalesce(nullif(r."evidence" -> 'run' -> 'metrics', 'null'), '{}'), coalesce(g."decided_at", g."opened_at")
FROM "gates" g JOIN "gate_rounds" r ON r."workspace_id" = g."workspace_id" AND r."gate_id" = g."gate_id" AND r."round" = g."round"
WHERE g."status" = 'go';--> statement-breakpoint
INSERT INTO "artifact_seals" ("workspace_id", "folder", "subject", "says")
SELECT DISTINCT v."workspace_id", v."artifact_path", 'judged:' || v."model_id" || '/' || v."version",
	'version ' || v."version" || ' of ' || m."name" || ', which a gate has judged'
FROM "gates" g
JOIN "versions" v ON v."workspace_id" = g."workspace_id" AND v."model_id" = g."model_id" AND v."version" = g."version"
JOIN "models" m ON m."workspace_id" = v."workspace_id" AND m."model_id" = v."model_id"
WHERE g."status" IN ('go', 'recycle', 'stop') AND v."artifact_path" <> ''
ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE "models" m SET "served_at" = s."at"
FROM (
	SELECT "workspace_id", "model_id", min("at") AS "at" FROM (
		SELECT "workspace_id", "model_id", "at" FROM "stage_changes" WHERE "to_stage" = 'production'
		UNION ALL
		SELECT "workspace_id", "model_id", "set_at" FROM "aliases" WHERE lower("alias") = 'champion'
	) "served" GROUP BY "workspace_id", "model_id"
) s
WHERE m."workspace_id" = s."workspace_id" AND m."model_id" = s."model_id";
