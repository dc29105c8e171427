ALTER TABLE "tasks" ADD COLUMN "dueAt" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "watchers" ADD COLUMN "isMuted" boolean;