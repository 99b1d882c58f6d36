import{s}from"./shared-e339ab7d.js";const t="/assets/Products-af84ed77.png";function c(){document.body.append("Products"+s,Object.assign(new Image,{src:t}))}export{c as default};
//# sourceMappingURL=Products-957792d8.js.map
