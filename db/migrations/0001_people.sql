CREATE TABLE "auth"."identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "auth"."invitations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."recovery_codes" (
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "app"."access_requests" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"kind" text NOT NULL,
	"side" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"registered_at" text,
	"purpose" text,
	"asked_by" uuid,
	"asked_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"words" text,
	"person_id" uuid,
	"answered_by" uuid,
	"answered_by_name" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "access_requests_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."declarations" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"level" integer NOT NULL,
	"seen_on" date,
	"declared_by" uuid,
	"declared_by_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "declarations_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."mails" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"template" text NOT NULL,
	"person_id" uuid,
	"urn" text,
	"ids" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"words" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."reminders" (
	"la_code" text NOT NULL,
	"urn" text NOT NULL,
	"person_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"days" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reminders_la_code_urn_person_id_until_days_pk" PRIMARY KEY("la_code","urn","person_id","until","days")
);
--> statement-breakpoint
CREATE TABLE "app"."reviews" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"term" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"suspended" integer,
	CONSTRAINT "reviews_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
CREATE TABLE "app"."sla" (
	"la_code" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"urn" text NOT NULL,
	"from" date NOT NULL,
	"until" date NOT NULL,
	CONSTRAINT "sla_la_code_id_pk" PRIMARY KEY("la_code","id")
);
--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "organisation" text;--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "let_in_by_name" text;--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "last_used" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."access" ADD COLUMN "removed_by" uuid;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD COLUMN "kind" text DEFAULT 'locality' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD COLUMN "from" date;--> statement-breakpoint
ALTER TABLE "app"."locality_schools" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "app"."settings" ADD COLUMN "sender_name" text;--> statement-breakpoint
ALTER TABLE "app"."settings" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "app"."staff" ADD COLUMN "last_used" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD COLUMN "totp_sealed" text;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD COLUMN "totp_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD COLUMN "totp_step" bigint;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "agent" text;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "second_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "waits_for_second" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."invitations" ADD CONSTRAINT "invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."access_requests" ADD CONSTRAINT "access_requests_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."declarations" ADD CONSTRAINT "declarations_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."reviews" ADD CONSTRAINT "reviews_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."sla" ADD CONSTRAINT "sla_la_code_urn_schools_la_code_urn_fk" FOREIGN KEY ("la_code","urn") REFERENCES "app"."schools"("la_code","urn") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_person" ON "auth"."identities" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "invitations_person" ON "auth"."invitations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "access_requests_state" ON "app"."access_requests" USING btree ("la_code","state","created_at");--> statement-breakpoint
CREATE INDEX "declarations_person" ON "app"."declarations" USING btree ("la_code","urn","person_id");--> statement-breakpoint
CREATE INDEX "mails_state" ON "app"."mails" USING btree ("la_code","state","created_at");--> statement-breakpoint
CREATE INDEX "mails_recent" ON "app"."mails" USING btree ("la_code","created_at" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_term" ON "app"."reviews" USING btree ("la_code","urn","term");--> statement-breakpoint
CREATE INDEX "sla_school" ON "app"."sla" USING btree ("la_code","urn","until");--> statement-breakpoint
CREATE UNIQUE INDEX "locality_schools_one" ON "app"."locality_schools" USING btree ("la_code","kind","urn") WHERE "app"."locality_schools"."until" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_id" ON "auth"."sessions" USING btree ("id");