onmessage=s=>postMessage(s.data);
//# sourceMappingURL=199.8030d5f9.chunk.js.map