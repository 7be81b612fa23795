CREATE TABLE "metric_segments" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"segment_id" uuid NOT NULL,
	"loose" boolean NOT NULL,
	"n" integer NOT NULL,
	"even" boolean NOT NULL,
	"first_step" bigint NOT NULL,
	"last_step" bigint NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"low" double precision,
	"high" double precision,
	"odd" integer NOT NULL,
	"step_bytes" "bytea" NOT NULL,
	"time_bytes" "bytea" NOT NULL,
	"value_bytes" "bytea" NOT NULL,
	CONSTRAINT "metric_segments_workspace_id_run_id_key_segment_id_pk" PRIMARY KEY("workspace_id","run_id","key","segment_id")
);
--> statement-breakpoint
ALTER TABLE "run_metrics" ADD COLUMN "logged" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "metric_segments_loose" ON "metric_segments" USING btree ("workspace_id","run_id","key") WHERE loose;--> statement-breakpoint
ALTER TABLE "metric_segments" ALTER COLUMN "step_bytes" SET STORAGE EXTERNAL, ALTER COLUMN "time_bytes" SET STORAGE EXTERNAL, ALTER COLUMN "value_bytes" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "metric_segments" SET (fillfactor = 80);--> statement-breakpoint
INSERT INTO "metric_segments" ("workspace_id", "run_id", "key", "segment_id", "loose", "n", "even", "first_step", "last_step", "first_at", "last_at", "low", "high", "odd", "step_bytes", "time_bytes", "value_bytes")
SELECT "workspace_id", "run_id", "key", gen_random_uuid(), false, "n",
	"steps_on_line" AND ("n" = 1 OR "last_step" > "first_step"),
	"first_step", "last_step", "first_at", "last_at", "low", "high", "odd",
	CASE WHEN "steps_on_line" THEN '' ELSE "step_bytes" END,
	CASE WHEN "times_on_line" THEN '' ELSE "time_bytes" END,
	"value_bytes"
FROM (
	SELECT "workspace_id", "run_id", "key", count(*)::integer AS "n",
		"first_step", "last_step", "first_at", "last_at",
		min("value") FILTER (WHERE "finite") AS "low", max("value") FILTER (WHERE "finite") AS "high",
		(count(*) FILTER (WHERE NOT "finite"))::integer AS "odd",
		bool_and("step" = "first_step" + ("place" % 1000) * (("last_step" - "first_step") / greatest("size" - 1, 1))) AS "steps_on_line",
		bool_and("at" = "first_at" + ("place" % 1000) * (("last_at" - "first_at") / greatest("size" - 1, 1))) AS "times_on_line",
		string_agg(CASE WHEN "last_step" - "first_step" < 2147483648 THEN substring(int8send("step" - "first_step") FROM 5) ELSE int8send("step") END, '' ORDER BY "place") AS "step_bytes",
		string_agg(CASE WHEN "last_at" - "first_at" < 2147483648 THEN substring(int8send("at" - "first_at") FROM 5) ELSE int8send("at") END, '' ORDER BY "place") AS "time_bytes",
		string_agg(float8send("value"), '' ORDER BY "place") AS "value_bytes"
	FROM (
		SELECT *, "value" > '-Infinity' AND "value" < 'Infinity' AS "finite", count(*) OVER "segment" AS "size",
			min("step") OVER "segment" AS "first_step", max("step") OVER "segment" AS "last_step",
			min("at") OVER "segment" AS "first_at", max("at") OVER "segment" AS "last_at"
		FROM (
			SELECT *, row_number() OVER (PARTITION BY "workspace_id", "run_id", "key" ORDER BY "step", "at", "value") - 1 AS "place"
			FROM "metric_points"
		) "placed"
		WINDOW "segment" AS (PARTITION BY "workspace_id", "run_id", "key", "place" / 1000)
	) "spanned"
	GROUP BY "workspace_id", "run_id", "key", "place" / 1000, "first_step", "last_step", "first_at", "last_at"
) "packed";--> statement-breakpoint
UPDATE "run_metrics" m SET "logged" = s."n"
FROM (SELECT "workspace_id", "run_id", "key", sum("n") AS "n" FROM "metric_segments" GROUP BY "workspace_id", "run_id", "key") s
WHERE m."workspace_id" = s."workspace_id" AND m."run_id" = s."run_id" AND m."key" = s."key";--> statement-breakpoint
DROP TABLE "metric_points" CASCADE;
