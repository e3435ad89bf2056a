DROP INDEX "app"."localities_name";--> statement-breakpoint
ALTER TABLE "app"."locality_schools" DROP CONSTRAINT "locality_schools_la_code_locality_id_urn_pk";--> statement-breakpoint
ALTER TABLE "app"."localities" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."settings" ADD COLUMN "needs_agreement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "locality_schools_of" ON "app"."locality_schools" USING btree ("la_code","locality_id","urn");--> statement-breakpoint
CREATE INDEX "acts_door" ON "audit"."acts" USING btree ("la_code","door","id");--> statement-breakpoint
CREATE UNIQUE INDEX "localities_name" ON "app"."localities" USING btree ("la_code","kind","name") WHERE "app"."localities"."until" is null;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD CONSTRAINT "locality_schools_la_code_id_pk" PRIMARY KEY("la_code","id");
