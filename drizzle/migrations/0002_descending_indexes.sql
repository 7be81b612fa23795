DROP INDEX "experiments_workspace_id_created_at_experiment_id_index";--> statement-breakpoint
DROP INDEX "logged_models_workspace_id_experiment_id_created_at_model_id_index";--> statement-breakpoint
DROP INDEX "runs_workspace_id_experiment_id_start_time_run_id_index";--> statement-breakpoint
DROP INDEX "gates_workspace_id_status_opened_at_gate_id_index";--> statement-breakpoint
DROP INDEX "stage_changes_workspace_id_at_index";--> statement-breakpoint
CREATE INDEX "experiments_workspace_id_created_at_experiment_id_index" ON "experiments" USING btree ("workspace_id","created_at" DESC NULLS FIRST,"experiment_id");--> statement-breakpoint
CREATE INDEX "logged_models_workspace_id_experiment_id_created_at_model_id_index" ON "logged_models" USING btree ("workspace_id","experiment_id","created_at" DESC NULLS FIRST,"model_id");--> statement-breakpoint
CREATE INDEX "runs_workspace_id_experiment_id_start_time_run_id_index" ON "runs" USING btree ("workspace_id","experiment_id","start_time" DESC NULLS FIRST,"run_id");--> statement-breakpoint
CREATE INDEX "gates_workspace_id_status_opened_at_gate_id_index" ON "gates" USING btree ("workspace_id","status","opened_at" DESC NULLS FIRST,"gate_id");--> statement-breakpoint
CREATE INDEX "stage_changes_workspace_id_at_index" ON "stage_changes" USING btree ("workspace_id","at" DESC NULLS FIRST);