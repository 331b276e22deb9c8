// DynamoDB in memory, on the loopback interface, at the port that is named or a free one. Prints its port, and stops when its standard input ends, so that it never
// outlives the tests that started it.
"use strict";

const server = require("dynalite")({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
