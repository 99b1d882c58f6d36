onmessage=s=>postMessage(s.data);
//# sourceMappingURL=519.4cbf8cce.chunk.js.map