CREATE TYPE "public"."role" AS ENUM('viewer', 'data_scientist', 'engineer', 'validation_reviewer', 'risk_reviewer', 'security_reviewer', 'business_reviewer', 'leader', 'auditor', 'admin');--> statement-breakpoint
CREATE TYPE "public"."api_key_scope" AS ENUM('read', 'track', 'register', 'gate', 'admin');--> statement-breakpoint
CREATE TYPE "public"."key_kind" AS ENUM('metric', 'param', 'tag');--> statement-breakpoint
CREATE TYPE "public"."lifecycle" AS ENUM('active', 'deleted');--> statement-breakpoint
CREATE TYPE "public"."logged_model_status" AS ENUM('LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED');--> statement-breakpoint
CREATE TYPE "public"."run_model_direction" AS ENUM('input', 'output');--> statement-breakpoint
CREATE TYPE "public"."run_status" AS ENUM('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED');--> statement-breakpoint
CREATE TYPE "public"."gate_status" AS ENUM('open', 'go', 'recycle', 'stop', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."policy_tier" AS ENUM('unclassified', 'low', 'moderate', 'high');--> statement-breakpoint
CREATE TYPE "public"."vote_choice" AS ENUM('go', 'recycle', 'stop');--> statement-breakpoint
CREATE TYPE "public"."metric_direction" AS ENUM('higher', 'lower');--> statement-breakpoint
CREATE TYPE "public"."stage_change_cause" AS ENUM('gate', 'rollback', 'superseded', 'direct');--> statement-breakpoint
CREATE TYPE "public"."stage" AS ENUM('experimental', 'staging', 'production', 'retired');--> statement-breakpoint
CREATE TYPE "public"."risk_tier" AS ENUM('low', 'moderate', 'high');--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"workspace_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entries_workspace_id_seq_pk" PRIMARY KEY("workspace_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"hint" text NOT NULL,
	"scopes" "api_key_scope"[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"roles" "role"[] NOT NULL,
	"invited_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"roles" "role"[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"subject" text PRIMARY KEY NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"failures" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"oidc_subject" text,
	"active" boolean DEFAULT true NOT NULL,
	"session_epoch" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "workspace_counters" (
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "workspace_counters_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workspaces_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "artifacts" (
	"workspace_id" uuid NOT NULL,
	"path" text collate "C" NOT NULL,
	"sha256" text NOT NULL,
	"size" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "artifacts_workspace_id_path_pk" PRIMARY KEY("workspace_id","path")
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"workspace_id" uuid NOT NULL,
	"experiment_id" text NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"source_type" text NOT NULL,
	"source" text NOT NULL,
	"schema" text,
	"profile" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "datasets_workspace_id_experiment_id_name_digest_pk" PRIMARY KEY("workspace_id","experiment_id","name","digest")
);
--> statement-breakpoint
CREATE TABLE "experiment_keys" (
	"workspace_id" uuid NOT NULL,
	"experiment_id" text NOT NULL,
	"kind" "key_kind" NOT NULL,
	"key" text collate "C" NOT NULL,
	CONSTRAINT "experiment_keys_workspace_id_experiment_id_kind_key_pk" PRIMARY KEY("workspace_id","experiment_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "experiments" (
	"workspace_id" uuid NOT NULL,
	"experiment_id" text NOT NULL,
	"name" text NOT NULL,
	"artifact_location" text NOT NULL,
	"lifecycle" "lifecycle" DEFAULT 'active' NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "experiments_workspace_id_experiment_id_pk" PRIMARY KEY("workspace_id","experiment_id")
);
--> statement-breakpoint
CREATE TABLE "logged_model_metrics" (
	"workspace_id" uuid NOT NULL,
	"model_id" text collate "C" NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"dataset_name" text DEFAULT '' NOT NULL,
	"dataset_digest" text DEFAULT '' NOT NULL,
	"value" double precision NOT NULL,
	"step" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "logged_model_metrics_workspace_id_model_id_run_id_key_dataset_name_dataset_digest_pk" PRIMARY KEY("workspace_id","model_id","run_id","key","dataset_name","dataset_digest")
);
--> statement-breakpoint
CREATE TABLE "logged_models" (
	"workspace_id" uuid NOT NULL,
	"model_id" text collate "C" NOT NULL,
	"experiment_id" text NOT NULL,
	"name" text NOT NULL,
	"model_type" text DEFAULT '' NOT NULL,
	"status" "logged_model_status" NOT NULL,
	"source_run_id" text collate "C",
	"artifact_uri" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "logged_models_workspace_id_model_id_pk" PRIMARY KEY("workspace_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "metric_points" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"step" bigint NOT NULL,
	"at" bigint NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "metric_points_workspace_id_run_id_key_step_at_value_pk" PRIMARY KEY("workspace_id","run_id","key","step","at","value")
);
--> statement-breakpoint
CREATE TABLE "run_datasets" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"experiment_id" text NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "run_datasets_workspace_id_run_id_name_digest_pk" PRIMARY KEY("workspace_id","run_id","name","digest")
);
--> statement-breakpoint
CREATE TABLE "run_metrics" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"experiment_id" text NOT NULL,
	"value" double precision NOT NULL,
	"step" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "run_metrics_workspace_id_run_id_key_pk" PRIMARY KEY("workspace_id","run_id","key")
);
--> statement-breakpoint
CREATE TABLE "run_models" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"direction" "run_model_direction" NOT NULL,
	"model_id" text collate "C" NOT NULL,
	"step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "run_models_workspace_id_run_id_direction_model_id_pk" PRIMARY KEY("workspace_id","run_id","direction","model_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"workspace_id" uuid NOT NULL,
	"run_id" text collate "C" NOT NULL,
	"experiment_id" text NOT NULL,
	"name" text NOT NULL,
	"status" "run_status" NOT NULL,
	"lifecycle" "lifecycle" DEFAULT 'active' NOT NULL,
	"mlflow_user" text DEFAULT '' NOT NULL,
	"start_time" bigint NOT NULL,
	"end_time" bigint,
	"artifact_uri" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"author_id" uuid,
	"author_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "runs_workspace_id_run_id_pk" PRIMARY KEY("workspace_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "gate_rounds" (
	"workspace_id" uuid NOT NULL,
	"gate_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"cause" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"digest" text NOT NULL,
	"checks" jsonb NOT NULL,
	CONSTRAINT "gate_rounds_workspace_id_gate_id_round_pk" PRIMARY KEY("workspace_id","gate_id","round")
);
--> statement-breakpoint
CREATE TABLE "gate_votes" (
	"workspace_id" uuid NOT NULL,
	"gate_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"voter_id" uuid NOT NULL,
	"voter_name" text NOT NULL,
	"role" "role" NOT NULL,
	"choice" "vote_choice" NOT NULL,
	"reason" text NOT NULL,
	"cast_at" timestamp with time zone NOT NULL,
	CONSTRAINT "gate_votes_workspace_id_gate_id_round_voter_id_pk" PRIMARY KEY("workspace_id","gate_id","round","voter_id")
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"workspace_id" uuid NOT NULL,
	"gate_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"stage" "stage" NOT NULL,
	"status" "gate_status" DEFAULT 'open' NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"tier" "policy_tier" NOT NULL,
	"policy_revision" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"champion_version" integer,
	"author_id" uuid,
	"requested_by_id" uuid,
	"requested_by_name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"decided_by_name" text,
	"reason" text,
	CONSTRAINT "gates_workspace_id_gate_id_pk" PRIMARY KEY("workspace_id","gate_id")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"workspace_id" uuid NOT NULL,
	"tier" "policy_tier" NOT NULL,
	"stage" "stage" NOT NULL,
	"revision" integer NOT NULL,
	"active" boolean NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "policies_workspace_id_tier_stage_revision_pk" PRIMARY KEY("workspace_id","tier","stage","revision")
);
--> statement-breakpoint
CREATE TABLE "aliases" (
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"alias" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by_id" uuid,
	"set_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "aliases_workspace_id_model_id_alias_pk" PRIMARY KEY("workspace_id","model_id","alias")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"purpose" text DEFAULT '' NOT NULL,
	"owner_id" uuid,
	"owner_name" text DEFAULT '' NOT NULL,
	"consumers" text[] DEFAULT '{}'::text[] NOT NULL,
	"tier" "risk_tier",
	"tier_answers" jsonb,
	"primary_metric" text,
	"metric_direction" "metric_direction",
	"metric_limit" double precision,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_version" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "models_workspace_id_model_id_pk" PRIMARY KEY("workspace_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "stage_changes" (
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"change_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"from_stage" "stage" NOT NULL,
	"to_stage" "stage" NOT NULL,
	"cause" "stage_change_cause" NOT NULL,
	"gate_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"by_id" uuid,
	"by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "stage_changes_workspace_id_model_id_version_change_id_pk" PRIMARY KEY("workspace_id","model_id","version","change_id")
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"stage" "stage" DEFAULT 'experimental' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"artifact_path" text collate "C",
	"run_id" text collate "C",
	"run_link" text DEFAULT '' NOT NULL,
	"logged_model_id" text collate "C",
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"stage_since" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_by_id" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "versions_workspace_id_model_id_version_pk" PRIMARY KEY("workspace_id","model_id","version")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_owner_id_memberships_workspace_id_user_id_fk" FOREIGN KEY ("workspace_id","owner_id") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_counters" ADD CONSTRAINT "workspace_counters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_workspace_id_experiment_id_experiments_workspace_id_experiment_id_fk" FOREIGN KEY ("workspace_id","experiment_id") REFERENCES "public"."experiments"("workspace_id","experiment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_workspace_id_model_id_logged_models_workspace_id_model_id_fk" FOREIGN KEY ("workspace_id","model_id") REFERENCES "public"."logged_models"("workspace_id","model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_workspace_id_experiment_id_experiments_workspace_id_experiment_id_fk" FOREIGN KEY ("workspace_id","experiment_id") REFERENCES "public"."experiments"("workspace_id","experiment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_datasets" ADD CONSTRAINT "run_datasets_workspace_id_run_id_runs_workspace_id_run_id_fk" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."runs"("workspace_id","run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_datasets" ADD CONSTRAINT "run_datasets_workspace_id_experiment_id_name_digest_datasets_workspace_id_experiment_id_name_digest_fk" FOREIGN KEY ("workspace_id","experiment_id","name","digest") REFERENCES "public"."datasets"("workspace_id","experiment_id","name","digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_metrics" ADD CONSTRAINT "run_metrics_workspace_id_run_id_runs_workspace_id_run_id_fk" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."runs"("workspace_id","run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_models" ADD CONSTRAINT "run_models_workspace_id_run_id_runs_workspace_id_run_id_fk" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."runs"("workspace_id","run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_experiment_id_experiments_workspace_id_experiment_id_fk" FOREIGN KEY ("workspace_id","experiment_id") REFERENCES "public"."experiments"("workspace_id","experiment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_rounds" ADD CONSTRAINT "gate_rounds_workspace_id_gate_id_gates_workspace_id_gate_id_fk" FOREIGN KEY ("workspace_id","gate_id") REFERENCES "public"."gates"("workspace_id","gate_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_votes" ADD CONSTRAINT "gate_votes_workspace_id_gate_id_round_gate_rounds_workspace_id_gate_id_round_fk" FOREIGN KEY ("workspace_id","gate_id","round") REFERENCES "public"."gate_rounds"("workspace_id","gate_id","round") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_workspace_id_model_id_version_versions_workspace_id_model_id_version_fk" FOREIGN KEY ("workspace_id","model_id","version") REFERENCES "public"."versions"("workspace_id","model_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_workspace_id_model_id_version_versions_workspace_id_model_id_version_fk" FOREIGN KEY ("workspace_id","model_id","version") REFERENCES "public"."versions"("workspace_id","model_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_changes" ADD CONSTRAINT "stage_changes_workspace_id_model_id_version_versions_workspace_id_model_id_version_fk" FOREIGN KEY ("workspace_id","model_id","version") REFERENCES "public"."versions"("workspace_id","model_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "versions" ADD CONSTRAINT "versions_workspace_id_model_id_models_workspace_id_model_id_fk" FOREIGN KEY ("workspace_id","model_id") REFERENCES "public"."models"("workspace_id","model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_workspace_id_subject_seq_index" ON "audit_entries" USING btree ("workspace_id","subject","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_workspace_id_action_seq_index" ON "audit_entries" USING btree ("workspace_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_workspace_id_actor_id_seq_index" ON "audit_entries" USING btree ("workspace_id","actor_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_workspace_id_secret_hash_index" ON "api_keys" USING btree ("workspace_id","secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_workspace_id_token_hash_index" ON "invitations" USING btree ("workspace_id","token_hash");--> statement-breakpoint
CREATE INDEX "memberships_user_id_index" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "artifacts_workspace_id_sha256_index" ON "artifacts" USING btree ("workspace_id","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_workspace_id_name_index" ON "experiments" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "experiments_workspace_id_created_at_experiment_id_index" ON "experiments" USING btree ("workspace_id","created_at" DESC NULLS LAST,"experiment_id");--> statement-breakpoint
CREATE INDEX "logged_models_workspace_id_experiment_id_created_at_model_id_index" ON "logged_models" USING btree ("workspace_id","experiment_id","created_at" DESC NULLS LAST,"model_id");--> statement-breakpoint
CREATE INDEX "logged_models_workspace_id_source_run_id_index" ON "logged_models" USING btree ("workspace_id","source_run_id");--> statement-breakpoint
CREATE INDEX "run_metrics_workspace_id_experiment_id_key_value_index" ON "run_metrics" USING btree ("workspace_id","experiment_id","key","value");--> statement-breakpoint
CREATE INDEX "runs_workspace_id_experiment_id_start_time_run_id_index" ON "runs" USING btree ("workspace_id","experiment_id","start_time" DESC NULLS LAST,"run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "gates_one_open" ON "gates" USING btree ("workspace_id","model_id","version","stage") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "gates_workspace_id_status_opened_at_gate_id_index" ON "gates" USING btree ("workspace_id","status","opened_at" DESC NULLS LAST,"gate_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policies_one_active" ON "policies" USING btree ("workspace_id","tier","stage") WHERE active;--> statement-breakpoint
CREATE UNIQUE INDEX "models_live_name" ON "models" USING btree ("workspace_id","name") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "stage_changes_workspace_id_at_index" ON "stage_changes" USING btree ("workspace_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "versions_workspace_id_run_id_index" ON "versions" USING btree ("workspace_id","run_id");--> statement-breakpoint
CREATE INDEX "versions_workspace_id_stage_index" ON "versions" USING btree ("workspace_id","stage");