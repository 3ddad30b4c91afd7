-- The database as the first rivermon made it (schema 1).
CREATE TABLE "ai_content" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "title" TEXT NOT NULL, "body" TEXT NOT NULL, "category" TEXT NOT NULL, "metadata" TEXT NOT NULL, "channel_id" TEXT, "event_name" TEXT, "source" TEXT NOT NULL, "created_at" TEXT NOT NULL);
CREATE INDEX "by_channel" ON "ai_content" ("channel_id");
CREATE INDEX "by_event" ON "ai_content" ("event_name");
CREATE INDEX "by_creation" ON "ai_content" ("created_at");
CREATE TABLE "callback" ("id" INTEGER NOT NULL PRIMARY KEY, "record_id" INTEGER, "delivery_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "url" TEXT NOT NULL, "state" TEXT NOT NULL, "body" BLOB NOT NULL, "attempts" INTEGER NOT NULL, "next_attempt_at" TEXT, "deadline" TEXT NOT NULL, "received_at" TEXT NOT NULL, "duration_ms" REAL, "reason" TEXT);
CREATE UNIQUE INDEX "callback_delivery_id_kind" ON "callback" ("delivery_id", "kind");
CREATE INDEX "callback_record_id_kind" ON "callback" ("record_id", "kind");
CREATE INDEX "callback_owed" ON "callback" ("deadline") WHERE ("state" = 'Progress');
CREATE INDEX "callback_held" ON "callback" ("deadline") WHERE ("state" = 'Held');
CREATE TABLE "callback_attempt" ("id" INTEGER NOT NULL PRIMARY KEY, "callback_id" INTEGER NOT NULL, "started_at" TEXT NOT NULL, "duration_ms" REAL NOT NULL, "status" INTEGER, "answer" TEXT NOT NULL, "error" TEXT);
CREATE INDEX "callbackattempt_callback_id" ON "callback_attempt" ("callback_id");
CREATE TABLE "delivery" ("id" INTEGER NOT NULL PRIMARY KEY, "received_at" TEXT NOT NULL, "remote" TEXT NOT NULL, "path" TEXT NOT NULL, "headers" TEXT NOT NULL, "body" BLOB NOT NULL, "type" TEXT, "event" TEXT, "channel_id" TEXT, "verdict" TEXT NOT NULL, "scheme" TEXT, "secret" INTEGER, "reason" TEXT, "outcome" TEXT NOT NULL, "status" INTEGER NOT NULL, "duration_ms" REAL NOT NULL, "record_id" INTEGER, "redeliveries" INTEGER NOT NULL, "dedupe_key" TEXT);
CREATE UNIQUE INDEX "delivery_dedupe_key" ON "delivery" ("dedupe_key");
CREATE INDEX "delivery_record_id" ON "delivery" ("record_id");
CREATE INDEX "delivery_channel_id" ON "delivery" ("channel_id");
CREATE INDEX "delivery_rejected" ON "delivery" ("id") WHERE ("outcome" = 'rejected');
PRAGMA application_id = 1919514221;
PRAGMA user_version = 1;
