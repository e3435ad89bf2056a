ALTER TABLE "app"."batches" RENAME COLUMN "report" TO "reports";--> statement-breakpoint
ALTER TABLE "app"."batches" ALTER COLUMN "reports" SET DATA TYPE text[] USING ARRAY["reports"];--> statement-breakpoint
ALTER TABLE "app"."batch_items" DROP COLUMN "sources";--> statement-breakpoint
ALTER TABLE "app"."batch_items" ADD COLUMN "own_mark" text;--> statement-breakpoint
ALTER TABLE "app"."batch_items" ADD COLUMN "compared_mark" text;
