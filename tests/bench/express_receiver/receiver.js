// Verifies a webhook over its raw bytes, keeps it in memory and answers: no disk, no callback.
const crypto = require("node:crypto");
const express = require("express");

const secret = process.env.SECRET;
const kept = new Map();
const app = express();

app.get("/health", (_request, response) => response.json({ status: "ok" }));

app.post("/webhooks/modelriver", express.raw({ type: "*/*", limit: "5mb" }), (request, response) => {
  const given = Buffer.from(String(request.get("mr-signature") ?? ""), "utf8");
  const digest = crypto.createHmac("sha256", secret).update(request.body).digest("hex");
  const expected = Buffer.from(digest, "utf8");
  if (given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) {
    return response.status(401).json({ error: "Invalid signature" });
  }
  const webhook = JSON.parse(request.body);
  kept.set(webhook.channel_id, webhook);
  return response.json({ received: true });
});

app.listen(Number(process.env.PORT), "127.0.0.1");
