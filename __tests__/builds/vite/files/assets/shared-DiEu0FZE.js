var e=`s`+Math.random();export{e as t};
//# sourceMappingURL=shared-DiEu0FZE.js.map