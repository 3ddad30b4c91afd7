-- Sends the webhooks of a stock one after the other, each once, and says as JSON what came of it.
-- Arguments: the file, the length of one request in bytes, the number of the first and of the last.
local file, length, number, last

function init(arguments)
   file = assert(io.open(arguments[1], "rb"))
   length = tonumber(arguments[2])
   number = tonumber(arguments[3])
   last = tonumber(arguments[4])
   file:seek("set", number * length)
end

function request()
   if number > last then
      wrk.thread:stop()
      return "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
   end
   number = number + 1
   return file:read(length)
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\n{"answered": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "worst_ms": %f, "bad": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
      latency:percentile(99) / 1e3, latency.max / 1e3,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
