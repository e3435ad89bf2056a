CREATE SCHEMA "app";
--> statement-breakpoint
CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE SCHEMA "data";
--> statement-breakpoint
CREATE SCHEMA "ref";
--> statement-breakpoint
CREATE TABLE "app"."access" (
	"la_code" text NOT NULL,
	"urn" text NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"level" integer NOT NULL,
	"purpose" text,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"let_in_by" uuid,
	"removed_at" timestamp with time zone,
	CONSTRAINT "access_la_code_urn_person_id_pk" PRIMARY KEY("la_code","urn","person_id")
);
--> statement-breakpoint
CREATE TABLE "app"."column_names" (
	"la_code" text NOT NULL,
	"dataset" text NOT NULL,
	"header_norm" text NOT NULL,
	"column" text,
	CONSTRAINT "column_names_la_code_dataset_header_norm_pk" PRIMARY KEY("la_code","dataset","header_norm")
);
--> statement-breakpoint
CREATE TABLE "app"."import_schools" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"import_id" uuid NOT NULL,
	"domain" text,
	"position" integer NOT NULL,
	"file_name" text NOT NULL,
	"dataset" text,
	"year" integer,
	"urn" text,
	"school_name" text,
	"state" text DEFAULT 'read' NOT NULL,
	"words" text,
	"rows" integer DEFAULT 0 NOT NULL,
	"boys" integer DEFAULT 0 NOT NULL,
	"girls" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"gone" integer DEFAULT 0 NOT NULL,
	"replaced_by" uuid,
	"finished_at" timestamp with time zone,
	CONSTRAINT "import_schools_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."imports" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"domain" text,
	"file_name" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"stored" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"wishes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"question" jsonb,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"words" text,
	"progress" integer DEFAULT 0 NOT NULL,
	"sent_by" uuid,
	"sent_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."localities" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text DEFAULT 'locality' NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "localities_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."locality_schools" (
	"la_code" text NOT NULL,
	"locality_id" uuid NOT NULL,
	"urn" text NOT NULL,
	CONSTRAINT "locality_schools_la_code_locality_id_urn_pk" PRIMARY KEY("la_code","locality_id","urn")
);
--> statement-breakpoint
CREATE TABLE "app"."releases" (
	"la_code" text NOT NULL,
	"dataset" text NOT NULL,
	"year" integer NOT NULL,
	"audience" text NOT NULL,
	CONSTRAINT "releases_la_code_dataset_year_pk" PRIMARY KEY("la_code","dataset","year")
);
--> statement-breakpoint
CREATE TABLE "app"."schools" (
	"la_code" text NOT NULL,
	"urn" text NOT NULL,
	"from" date,
	"until" date,
	CONSTRAINT "schools_la_code_urn_pk" PRIMARY KEY("la_code","urn")
);
--> statement-breakpoint
CREATE TABLE "app"."settings" (
	"la_code" text PRIMARY KEY NOT NULL,
	"threshold" integer DEFAULT 6 NOT NULL,
	"queue_limit" integer DEFAULT 20 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."staff" (
	"la_code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"see" text[] DEFAULT '{}' NOT NULL,
	"edit" text[] DEFAULT '{}' NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "staff_la_code_person_id_pk" PRIMARY KEY("la_code","person_id")
);
--> statement-breakpoint
CREATE TABLE "audit"."acts" (
	"la_code" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit"."acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xact" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" uuid,
	"hat" text NOT NULL,
	"door" text NOT NULL,
	"urn" text,
	"note" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "acts_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "audit"."seals" (
	"la_code" text NOT NULL,
	"seq" bigint NOT NULL,
	"upto" "xid8" NOT NULL,
	"count" integer NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seals_la_code_seq_pk" PRIMARY KEY("la_code","seq")
);
--> statement-breakpoint
CREATE TABLE "auth"."people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"hat_la" text,
	"hat_urn" text
);
--> statement-breakpoint
CREATE TABLE "auth"."tries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."batch_items" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"batch_id" uuid NOT NULL,
	"domains" text[] NOT NULL,
	"position" integer NOT NULL,
	"urn" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"broken" integer DEFAULT 0 NOT NULL,
	"words" text,
	"stored" text,
	"bytes" integer,
	"pages" integer,
	"pupils" integer,
	"sources" text[] DEFAULT '{}' NOT NULL,
	"data_as_at" timestamp with time zone,
	"made_at" timestamp with time zone,
	CONSTRAINT "batch_items_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "data"."batch_reports" (
	"la_code" text NOT NULL,
	"item_id" uuid NOT NULL,
	"urn" text NOT NULL,
	"domains" text[] NOT NULL,
	"level" integer NOT NULL,
	"report" jsonb NOT NULL,
	CONSTRAINT "batch_reports_la_code_item_id_pk" PRIMARY KEY("la_code","item_id")
);
--> statement-breakpoint
CREATE TABLE "app"."batches" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"domains" text[] NOT NULL,
	"report" text NOT NULL,
	"year" integer NOT NULL,
	"level" integer NOT NULL,
	"schools_words" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"words" text,
	"made_by" uuid,
	"made_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "batches_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "data"."changes" (
	"la_code" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "data"."changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"domain" text NOT NULL,
	"dataset" text NOT NULL,
	"year" integer NOT NULL,
	"urn" text NOT NULL,
	"record_id" uuid NOT NULL,
	"column" text NOT NULL,
	"old" text,
	"new" text,
	"because" text,
	"by" uuid,
	"by_name" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "changes_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "data"."freshness" (
	"la_code" text NOT NULL,
	"dataset" text NOT NULL,
	"year" integer NOT NULL,
	"urn" text NOT NULL,
	"domain" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "freshness_la_code_dataset_year_urn_pk" PRIMARY KEY("la_code","dataset","year","urn")
);
--> statement-breakpoint
CREATE TABLE "data"."issues" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"dataset" text NOT NULL,
	"year" integer NOT NULL,
	"urn" text NOT NULL,
	"record_id" uuid NOT NULL,
	"check_id" text NOT NULL,
	"severity" text NOT NULL,
	"columns" text[] NOT NULL,
	"words" text NOT NULL,
	"seen" text NOT NULL,
	CONSTRAINT "issues_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "data"."marks" (
	"la_code" text NOT NULL,
	"domain" text NOT NULL,
	"dataset" text NOT NULL,
	"year" integer NOT NULL,
	"urn" text NOT NULL,
	"record_id" uuid NOT NULL,
	"check_id" text NOT NULL,
	"seen" text NOT NULL,
	"because" text NOT NULL,
	"by" uuid,
	"by_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "marks_la_code_record_id_check_id_pk" PRIMARY KEY("la_code","record_id","check_id")
);
--> statement-breakpoint
CREATE TABLE "data"."pupils" (
	"la_code" text NOT NULL,
	"pupil_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"upn" text,
	"name_key" text,
	"born" text,
	CONSTRAINT "pupils_la_code_pupil_id_pk" PRIMARY KEY("la_code","pupil_id")
);
--> statement-breakpoint
CREATE TABLE "data"."staged_rows" (
	"la_code" text NOT NULL,
	"import_id" uuid NOT NULL,
	"part_id" uuid NOT NULL,
	"row_no" integer NOT NULL,
	"domain" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "staged_rows_la_code_import_id_part_id_row_no_pk" PRIMARY KEY("la_code","import_id","part_id","row_no")
);
--> statement-breakpoint
CREATE TABLE "ref"."authorities" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ref"."page_views" (
	"page" text PRIMARY KEY NOT NULL,
	"views" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ref"."postcodes" (
	"postcode" text PRIMARY KEY NOT NULL,
	"easting" integer NOT NULL,
	"northing" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ref"."published_figures" (
	"measure" text NOT NULL,
	"place" text NOT NULL,
	"year" integer NOT NULL,
	"group" text NOT NULL,
	"value" double precision,
	"reason" text,
	"source" text NOT NULL,
	"confirmed" text NOT NULL,
	CONSTRAINT "published_figures_measure_place_year_group_pk" PRIMARY KEY("measure","place","year","group")
);
--> statement-breakpoint
CREATE TABLE "ref"."school_details" (
	"urn" text PRIMARY KEY NOT NULL,
	"la_code" text NOT NULL,
	"email" text,
	"open_days" text
);
--> statement-breakpoint
CREATE TABLE "ref"."school_links" (
	"urn" text NOT NULL,
	"link_urn" text NOT NULL,
	"link_name" text,
	"link_type" text NOT NULL,
	"established" date,
	CONSTRAINT "school_links_urn_link_urn_link_type_pk" PRIMARY KEY("urn","link_urn","link_type")
);
--> statement-breakpoint
CREATE TABLE "ref"."schools" (
	"urn" text PRIMARY KEY NOT NULL,
	"la_code" text NOT NULL,
	"la_name" text,
	"estab" text,
	"name" text NOT NULL,
	"name_norm" text NOT NULL,
	"type" text,
	"type_group" text,
	"status" text,
	"open_date" date,
	"close_date" date,
	"phase" text,
	"low_age" integer,
	"high_age" integer,
	"gender" text,
	"religious_character" text,
	"admissions_policy" text,
	"capacity" integer,
	"pupils" integer,
	"boys" integer,
	"girls" integer,
	"percent_fsm" double precision,
	"street" text,
	"locality" text,
	"address3" text,
	"town" text,
	"town_norm" text,
	"county" text,
	"postcode" text,
	"postcode_norm" text,
	"website" text,
	"telephone" text,
	"head_title" text,
	"head_first_name" text,
	"head_last_name" text,
	"head_job_title" text,
	"region" text,
	"district" text,
	"ward" text,
	"easting" integer,
	"northing" integer,
	"last_changed" date,
	"find_text" text DEFAULT '' NOT NULL,
	"faith" text,
	"sen" text[] DEFAULT '{}' NOT NULL,
	"extra" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ref"."search_terms" (
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"label" text NOT NULL,
	"schools" integer NOT NULL,
	CONSTRAINT "search_terms_kind_term_pk" PRIMARY KEY("kind","term")
);
--> statement-breakpoint
CREATE TABLE "data"."eyfsp" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"year" integer NOT NULL,
	"pupil_id" uuid NOT NULL,
	"import_id" uuid,
	"origin" text DEFAULT 'school' NOT NULL,
	"row_no" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone,
	"sex_group" text,
	"term" text,
	"upn" text,
	"surname" text,
	"forename" text,
	"born" text,
	"sex" text,
	"year_group" text,
	"postcode" text,
	"e01" text,
	"e02" text,
	"e03" text,
	"e04" text,
	"e05" text,
	"e06" text,
	"e07" text,
	"e08" text,
	"e09" text,
	"e10" text,
	"e11" text,
	"e12" text,
	"e13" text,
	"e14" text,
	"e15" text,
	"e16" text,
	"e17" text,
	"other_goals" text,
	"exempt" boolean DEFAULT false NOT NULL,
	"complete" boolean DEFAULT false NOT NULL,
	"expected_goals" integer DEFAULT 0 NOT NULL,
	"gld" boolean DEFAULT false NOT NULL,
	CONSTRAINT "eyfsp_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "data"."phonics" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"year" integer NOT NULL,
	"pupil_id" uuid NOT NULL,
	"import_id" uuid,
	"origin" text DEFAULT 'school' NOT NULL,
	"row_no" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone,
	"sex_group" text,
	"term" text,
	"upn" text,
	"surname" text,
	"forename" text,
	"born" text,
	"sex" text,
	"year_group" text,
	"mark" text,
	"outcome" text,
	"mark_value" integer,
	"result" text,
	"nc_year" integer,
	CONSTRAINT "phonics_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
ALTER TABLE "app"."access" ADD CONSTRAINT "access_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_schools" ADD CONSTRAINT "import_schools_la_code_import_id_imports_la_code_id_fk" FOREIGN KEY ("la_code","import_id") REFERENCES "app"."imports"("la_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_schools" ADD CONSTRAINT "import_schools_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD CONSTRAINT "locality_schools_la_code_locality_id_localities_la_code_id_fk" FOREIGN KEY ("la_code","locality_id") REFERENCES "app"."localities"("la_code","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD CONSTRAINT "locality_schools_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."batch_items" ADD CONSTRAINT "batch_items_la_code_batch_id_batches_la_code_id_fk" FOREIGN KEY ("la_code","batch_id") REFERENCES "app"."batches"("la_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."batch_items" ADD CONSTRAINT "batch_items_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."batch_reports" ADD CONSTRAINT "batch_reports_la_code_item_id_batch_items_la_code_id_fk" FOREIGN KEY ("la_code","item_id") REFERENCES "app"."batch_items"("la_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."batch_reports" ADD CONSTRAINT "batch_reports_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."freshness" ADD CONSTRAINT "freshness_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."issues" ADD CONSTRAINT "issues_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."marks" ADD CONSTRAINT "marks_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."staged_rows" ADD CONSTRAINT "staged_rows_la_code_import_id_imports_la_code_id_fk" FOREIGN KEY ("la_code","import_id") REFERENCES "app"."imports"("la_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD CONSTRAINT "eyfsp_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD CONSTRAINT "eyfsp_la_code_pupil_id_pupils_la_code_pupil_id_fk" FOREIGN KEY ("la_code","pupil_id") REFERENCES "data"."pupils"("la_code","pupil_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."phonics" ADD CONSTRAINT "phonics_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data"."phonics" ADD CONSTRAINT "phonics_la_code_pupil_id_pupils_la_code_pupil_id_fk" FOREIGN KEY ("la_code","pupil_id") REFERENCES "data"."pupils"("la_code","pupil_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_person" ON "app"."access" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "import_schools_import" ON "app"."import_schools" USING btree ("la_code","import_id","position");--> statement-breakpoint
CREATE INDEX "import_schools_live" ON "app"."import_schools" USING btree ("la_code","dataset","year","urn");--> statement-breakpoint
CREATE INDEX "imports_state" ON "app"."imports" USING btree ("la_code","state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "localities_name" ON "app"."localities" USING btree ("la_code","kind","name");--> statement-breakpoint
CREATE INDEX "staff_person" ON "app"."staff" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "acts_order" ON "audit"."acts" USING btree ("la_code","xact","id");--> statement-breakpoint
CREATE INDEX "acts_urn" ON "audit"."acts" USING btree ("la_code","urn","at");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "auth"."people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "auth"."sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "tries_key" ON "auth"."tries" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "batch_items_batch" ON "app"."batch_items" USING btree ("la_code","batch_id","position");--> statement-breakpoint
CREATE INDEX "batches_state" ON "app"."batches" USING btree ("la_code","state","created_at");--> statement-breakpoint
CREATE INDEX "changes_record" ON "data"."changes" USING btree ("la_code","record_id","id");--> statement-breakpoint
CREATE INDEX "issues_record" ON "data"."issues" USING btree ("la_code","record_id");--> statement-breakpoint
CREATE INDEX "issues_set" ON "data"."issues" USING btree ("la_code","dataset","year","urn");--> statement-breakpoint
CREATE INDEX "pupils_upn" ON "data"."pupils" USING btree ("la_code","upn");--> statement-breakpoint
CREATE INDEX "pupils_name" ON "data"."pupils" USING btree ("la_code","name_key","born");--> statement-breakpoint
CREATE INDEX "school_links_to" ON "ref"."school_links" USING btree ("link_urn");--> statement-breakpoint
CREATE INDEX "schools_la" ON "ref"."schools" USING btree ("la_code","estab");--> statement-breakpoint
CREATE INDEX "schools_find" ON "ref"."schools" USING gin ("find_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "schools_postcode" ON "ref"."schools" USING btree ("postcode_norm" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "schools_place" ON "ref"."schools" USING gist (point(easting, northing));--> statement-breakpoint
CREATE INDEX "search_terms_like" ON "ref"."search_terms" USING gin ("term" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "eyfsp_set" ON "data"."eyfsp" USING btree ("la_code","year","urn");--> statement-breakpoint
CREATE INDEX "eyfsp_pupil" ON "data"."eyfsp" USING btree ("la_code","pupil_id");--> statement-breakpoint
CREATE INDEX "eyfsp_upn" ON "data"."eyfsp" USING btree ("la_code","year","upn");--> statement-breakpoint
CREATE INDEX "phonics_set" ON "data"."phonics" USING btree ("la_code","year","urn");--> statement-breakpoint
CREATE INDEX "phonics_pupil" ON "data"."phonics" USING btree ("la_code","pupil_id");--> statement-breakpoint
CREATE INDEX "phonics_upn" ON "data"."phonics" USING btree ("la_code","year","upn");