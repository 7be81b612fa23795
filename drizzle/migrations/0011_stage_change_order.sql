ALTER TABLE "models" ADD COLUMN "last_stage_change" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stage_changes" ADD COLUMN "seq" integer;--> statement-breakpoint
UPDATE "stage_changes" SET "seq" = counted."seq" FROM (
	SELECT "workspace_id", "model_id", "version", "change_id",
		row_number() OVER (PARTITION BY "workspace_id", "model_id" ORDER BY "at", "change_id") AS "seq"
	FROM "stage_changes"
) counted
WHERE "stage_changes"."workspace_id" = counted."workspace_id" AND "stage_changes"."model_id" = counted."model_id"
	AND "stage_changes"."version" = counted."version" AND "stage_changes"."change_id" = counted."change_id";--> statement-breakpoint
UPDATE "models" SET "last_stage_change" = counted."last" FROM (
	SELECT "workspace_id", "model_id", max("seq") AS "last" FROM "stage_changes" GROUP BY "workspace_id", "model_id"
) counted
WHERE "models"."workspace_id" = counted."workspace_id" AND "models"."model_id" = counted."model_id";--> statement-breakpoint
ALTER TABLE "stage_changes" ALTER COLUMN "seq" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "stage_changes_seq" ON "stage_changes" USING btree ("workspace_id","model_id","seq");
