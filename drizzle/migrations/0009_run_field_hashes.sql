CREATE FUNCTION "run_field_hash"("workspace" uuid, "experiment" text, "kind" text, "key" text, "value" text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN hashtext("workspace"::text || "experiment" || "kind" || "key" || chr(1) || "value");--> statement-breakpoint
CREATE FUNCTION "run_field_hashes"("workspace" uuid, "experiment" text, "params" jsonb, "tags" jsonb) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
	SELECT coalesce(array_agg(DISTINCT run_field_hash("workspace", "experiment", "kind", "key", "value")), '{}')
	FROM (
		SELECT 'parameter' AS "kind", "key", "value" FROM jsonb_each_text("params")
		UNION ALL
		SELECT 'tag', "key", "value" FROM jsonb_each_text("tags")
	) "fields"
);--> statement-breakpoint
DROP INDEX "run_metrics_workspace_id_experiment_id_key_value_index";--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "field_hashes" integer[] GENERATED ALWAYS AS (run_field_hashes(workspace_id, experiment_id, params, tags)) STORED;--> statement-breakpoint
CREATE INDEX "run_metrics_values" ON "run_metrics" USING btree ("workspace_id","experiment_id","key","value","run_id");--> statement-breakpoint
CREATE INDEX "runs_field_hashes" ON "runs" USING gin ("field_hashes") WITH (fastupdate=false);