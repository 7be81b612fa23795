ALTER TABLE "evidence_watches" ADD COLUMN "judged" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_rounds" ADD COLUMN "reads" jsonb;--> statement-breakpoint
UPDATE "evidence_watches" w SET "judged" = false
FROM "gates" g
JOIN "versions" v ON v."workspace_id" = g."workspace_id" AND v."model_id" = g."model_id" AND v."version" = g."version"
JOIN "versions" p ON p."workspace_id" = g."workspace_id" AND p."model_id" = g."model_id" AND p."version" = g."champion_version"
WHERE w."workspace_id" = g."workspace_id" AND w."watcher" = 'gate:' || g."gate_id"
	AND w."subject" = 'run:' || p."run_id" AND p."run_id" IS DISTINCT FROM v."run_id";--> statement-breakpoint
UPDATE "policies" SET "content" = regexp_replace(regexp_replace("content"::text,
	'\mchampion_metric\(\)', 'serving_metric()', 'g'), '\mchampion\.(present|version|metrics)\M', 'serving.\1', 'g')::jsonb;--> statement-breakpoint
UPDATE "gates" SET "policy" = regexp_replace(regexp_replace("policy"::text,
	'\mchampion_metric\(\)', 'serving_metric()', 'g'), '\mchampion\.(present|version|metrics)\M', 'serving.\1', 'g')::jsonb
WHERE "status" = 'open';
