import type { Department } from './shelf.ts'

/** The room everybody ends up in. */
export const kitchen: Department = {
  name: 'Home & Kitchen',
  shelves: {
    'Mugs & Glasses': `
Enamel Mug | Pendeen | 14.90 | 180g | MUG-ENAMEL | 400
Steel fired twice under glass, with a rolled rim that minds neither rocks nor the dishwasher. Chips are considered seniority.
material: enamelled steel; capacity: 350 ml; colour = Navy, Cream, Red

Enamel Espresso Cups, Set of Two | Pendeen | 19.80 | 190g | CUP-ESPRESSO-ENAMEL
The mug as seen from far away.
material: enamelled steel; capacity: 90 ml; colour = Navy, Cream

Stoneware Mug | Fell & Fennel | 22.00 | 410g | MUG-STONEWARE
Thrown in Cumbria by four people who each leave a thumbprint under the handle. No two hold quite the same.
material: stoneware; capacity: 320 ml; glaze = Oat, Tide, Iron, Moss

Stoneware Beaker | Fell & Fennel | 18.50 | 330g | BEAKER-STONEWARE
Without a handle, for people who warm their hands first and drink second.
material: stoneware; capacity: 240 ml; glaze = Oat, Tide, Iron

Latte Bowl | Maison Brevel | 13.50 | 380g | BOWL-LATTE
Two hands, one croissant, no conversation before it is empty.
material: faience; capacity: 450 ml; colour = White, Blue Rim, Yellow Rim

Bistro Tumblers, Set of Six | Maison Brevel | 21.00 | 1260g | TUMBLER-BISTRO
Toughened glass with nine flat sides. It falls, it bounces, it is filled again.
material: tempered glass; pieces: 6; capacity = 16 cl, 25 cl +4.00 +480g

Hand-Blown Water Glass | Wick & Glass | 16.00 | 170g | GLASS-WATER
Recycled glass with a bubble or two in it, so that you know it was once breath.
material: recycled glass; capacity: 300 ml; tint = Clear, Sea, Smoke

Wine Glasses, Set of Two | Wick & Glass | 38.00 | 320g | GLASS-WINE
Thin at the lip, sturdy at the stem and equally polite to red and white.
material: lead-free crystal; capacity: 480 ml

Whisky Tumbler | Wick & Glass | 24.00 | 390g | GLASS-WHISKY
A heavy base cut with eight lines, one for each point of the compass you have lost.
material: lead-free crystal; capacity: 300 ml

Glass Carafe | Wick & Glass | 34.00 | 720g | CARAFE
Pours without a drop going astray, and its cork lands the right way up more often than chance allows.
material: borosilicate glass; capacity = 0.5 l, 1 l +8.00 +310g

Horn-Handled Tankard | Harrow Forge | 48.00 | 460g | TANKARD
Pewter of the kind that warms slowly and dents with dignity.
material: lead-free pewter; handle: horn; capacity: 500 ml`,
    'Pots & Pans': `
Carbon Steel Frying Pan | Harrow Forge | 58.00 | 1600g | PAN-CARBON
Grey when it arrives, black by Christmas and better than anything coated by the year after.
material: carbon steel; diameter = 20 cm, 24 cm +11.00 +500g, 28 cm +22.00 +1000g

Cast Iron Skillet | Harrow Forge | 49.00 | 2400g | SKILLET-IRON
Poured in sand, machined smooth inside and seasoned with linseed. Yours to hand on.
material: cast iron; diameter = 20 cm, 26 cm +18.00 +1100g

Enamelled Casserole | Maison Brevel | 189.00 | 4300g | CASSEROLE-ENAMEL
Heavy enough to keep its own counsel for four hours on a low flame.
material: enamelled cast iron; capacity = 3.5 l, 5 l +46.00 +1200g; colour = Flame, Slate, Cream

Copper Saucepan | Maison Brevel | 164.00 | 1500g | SAUCEPAN-COPPER
Two millimetres of copper lined with steel: caramel stops when you lift it, not when it feels like it.
material: copper and stainless steel; capacity = 1.2 l, 1.8 l +34.00 +420g

Milk Pan | Pendeen | 27.50 | 540g | PAN-MILK
Pours from both sides, because nobody is left-handed until there is hot milk in it.
material: enamelled steel; capacity: 1 l; colour = White, Navy

Stockpot | Tradewind | 79.00 | 2700g | STOCKPOT
Bones on Sunday, jam in August, crabs whenever you are lucky.
material: stainless steel; capacity = 8 l, 12 l +24.00 +800g

Sauteuse | Tradewind | 88.00 | 1500g | SAUTEUSE
Sloping sides for the sauce you are whisking and a handle that stays cool enough to hold without thinking.
material: five-ply steel; diameter = 20 cm, 24 cm +17.00 +420g

Enamel Kettle | Pendeen | 54.00 | 1250g | KETTLE-ENAMEL
Whistles on one note, politely, and then less politely.
material: enamelled steel; capacity: 2.2 l; colour = Cream, Navy, Red

Enamel Roasting Tin | Pendeen | 29.50 | 1100g | TIN-ROASTING
Deep enough for a bird with its vegetables; straight enough at the corners for the last of the gravy.
material: enamelled steel; size = 30 x 22 cm, 38 x 27 cm +9.00 +600g

Loaf Tin | Harrow Forge | 16.90 | 520g | TIN-LOAF
Folded, not pressed, so that the corners are corners.
material: aluminised steel; size = 450 g, 900 g +3.60 +210g

Bread Cloche | Fell & Fennel | 64.00 | 3100g | CLOCHE-BREAD
An unglazed dome that traps the steam. What comes out crackles when you put it down.
material: stoneware; diameter: 26 cm

Fish Kettle | Maison Brevel | 112.00 | 2900g | KETTLE-FISH
Sixty centimetres long, used twice a year and irreplaceable on both occasions.
material: tinned steel; length: 60 cm`,
    'Knives & Boards': `
Cook's Knife | Odenholt | 98.00 | 210g | KNIFE-COOK
Forged, thin behind the edge and balanced where the finger sits. If you own one knife, it is this.
material: 14C28N steel; handle = Birch, Walnut +8.00; blade = 18 cm, 21 cm +12.00 +25g

Paring Knife | Odenholt | 34.00 | 70g | KNIFE-PARING
For everything done in the hand: hulls, eyes, peel, the bit of string.
material: 14C28N steel; handle = Birch, Walnut +5.00; blade: 8 cm

Bread Knife | Odenholt | 72.00 | 190g | KNIFE-BREAD
Long waves and a stiff back. Crusts give up; crumbs stay in the loaf.
material: 14C28N steel; handle: birch; blade: 26 cm

Fillet Knife | Odenholt | 56.00 | 120g | KNIFE-FILLET
Bends round a rib cage and comes with a sheath for the tackle bag.
material: 14C28N steel; blade = 16 cm, 19 cm +6.00 +15g

Santoku | Hinoki Works | 129.00 | 165g | KNIFE-SANTOKU
Three layers, sharpened at a shallow angle on water stones. Please do not put it through a bone.
material: shirogami steel; handle: ho wood; blade: 17 cm

Nakiri | Hinoki Works | 118.00 | 155g | KNIFE-NAKIRI
Square in front and dead straight below, so that onions fall into slices rather than accordions.
material: shirogami steel; handle: ho wood; blade: 16.5 cm

Oyster Knife | Harrow Forge | 24.50 | 110g | KNIFE-OYSTER
Short, blunt and convincing.
material: stainless steel; handle: olive wood

End-Grain Board | Tradewind | 84.00 | 3600g | BOARD-END-GRAIN
Oak blocks glued on end, so that the knife slips between fibres and both stay whole.
material: oak; size = 35 x 25 cm, 45 x 30 cm +32.00 +1900g

Hinoki Board | Hinoki Works | 62.00 | 900g | BOARD-HINOKI
Soft under the blade, light in the sink and lemony when wet.
material: hinoki cypress; size = 36 x 21 cm, 42 x 24 cm +16.00 +350g

Breakfast Board | Tradewind | 14.50 | 280g | BOARD-BREAKFAST
Room for one slice, one egg and a pool of sun.
material = Beech, Oak +3.00, Walnut +7.00

Ceramic Honing Rod | Hinoki Works | 36.00 | 190g | ROD-HONING
Six strokes before dinner and the stone can wait until spring.
material: ceramic; length: 26 cm

Kitchen Scissors | Odenholt | 42.00 | 170g | SCISSORS-KITCHEN
Come apart for washing and only then.
material: stainless steel; length: 21 cm`,
    'Table & Linen': `
Linen Tea Towel | Tarn Mill | 14.00 | 90g | TOWEL-TEA
Dries glasses without leaving a trace of itself. Softer at fifty washes than at one.
material: linen; size: 50 x 70 cm; stripe = Navy, Rust, Bottle, Black

Linen Tablecloth | Tarn Mill | 89.00 | 780g | TABLECLOTH-LINEN
Best unironed, with people round it.
material: linen; size = 150 x 200 cm, 150 x 280 cm +36.00 +310g; colour = White, Flax, Slate

Napkins, Set of Four | Tarn Mill | 36.00 | 240g | NAPKINS-LINEN
Hemmed with a mitred corner; large enough to be tucked in when nobody is looking.
material: linen; size: 45 x 45 cm; colour = White, Flax, Slate, Rust

Waffle Bath Towel | Tarn Mill | 39.00 | 480g | TOWEL-BATH
Takes up water like a bigger towel and dries like a smaller one.
material: cotton and linen; size: 70 x 140 cm; colour = Chalk, Sage, Ink

Lambswool Throw | Tarn Mill | 118.00 | 980g | THROW-LAMBSWOOL
Lives on the back of the sofa and is fought over in November.
material: lambswool; size: 140 x 190 cm; pattern = Herringbone, Check, Plain

Butcher's Apron | Ropewalk | 42.00 | 410g | APRON-BUTCHER
A deep pocket, a towel loop and straps that cross at the back instead of hanging from your neck.
material: cotton canvas; colour = Navy Stripe, Black, Ochre

Oven Gloves | Ropewalk | 26.50 | 320g | GLOVES-OVEN
Quilted four layers deep, and joined so that you never find only one.
material: cotton; colour = Navy Stripe, Black

Salad Servers | Tradewind | 24.00 | 110g | SERVERS-SALAD
Carved from olive wood offcuts; the grain has its own ideas and we let it.
material: olive wood; length: 30 cm

Dinner Plate | Fell & Fennel | 26.00 | 690g | PLATE-DINNER
Flat where the food is, with just enough wall to stop the peas.
material: stoneware; diameter: 27 cm; glaze = Oat, Tide, Iron

Pasta Bowl | Fell & Fennel | 24.00 | 640g | BOWL-PASTA
Wide, shallow and the right answer more often than a plate.
material: stoneware; diameter: 22 cm; glaze = Oat, Tide, Iron

Butter Dish | Fell & Fennel | 32.00 | 560g | DISH-BUTTER
Upside down it is a dish, right way up it is a lid; nobody has settled which.
material: stoneware; capacity: 250 g; glaze = Oat, Tide

Salt Pig | Fell & Fennel | 28.00 | 610g | PIG-SALT
Takes a hand and keeps out the steam. A pinch is a unit of measurement here.
material: stoneware; glaze = Oat, Iron

Pepper Mill | Hinoki Works | 54.00 | 340g | MILL-PEPPER
Steel burrs from a coffee grinder in a body of turned cherry.
material: cherry wood; height = 14 cm, 21 cm +12.00 +110g

Beeswax Wraps | Fell & Fennel | 16.50 | 80g | WRAPS-BEESWAX
Three sizes of cotton that cling like film and are washed like plates.
material: cotton and beeswax; pieces: 3`,
  },
}
