ALTER TABLE `tasks` ADD `dueAt` integer;--> statement-breakpoint
ALTER TABLE `watchers` ADD `isMuted` integer;