ALTER TABLE "runs" ADD COLUMN "deleted_with_experiment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "runs" r SET "deleted_with_experiment" = true FROM "experiments" e
WHERE e."workspace_id" = r."workspace_id" AND e."experiment_id" = r."experiment_id"
  AND e."lifecycle" = 'deleted' AND r."lifecycle" = 'deleted' AND r."deleted_at" = e."updated_at";
