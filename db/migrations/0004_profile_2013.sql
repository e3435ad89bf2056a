ALTER TABLE "data"."eyfsp" ADD COLUMN "g01" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g02" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g03" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g04" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g05" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g06" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g07" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g08" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g09" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g10" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g11" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g12" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g13" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g14" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g15" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g16" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "g17" text;--> statement-breakpoint
ALTER TABLE "data"."eyfsp" ADD COLUMN "points" integer;