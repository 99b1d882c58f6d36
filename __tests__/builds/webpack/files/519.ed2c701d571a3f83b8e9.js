onmessage=s=>postMessage(s.data);
//# sourceMappingURL=519.ed2c701d571a3f83b8e9.js.map