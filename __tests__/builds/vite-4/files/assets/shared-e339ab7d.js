const s="s"+Math.random();export{s};
//# sourceMappingURL=shared-e339ab7d.js.map
