CREATE INDEX "order_events_age" ON "order_events" USING brin ("at");--> statement-breakpoint
CREATE INDEX "sagas_stuck" ON "sagas" USING btree ("id") WHERE state = 'needs_attention';