Feature: Kwijtschelding gemeentelijke belastingen in Thuishaven (voorbeeld)
  Background:
    Given the calculation date is "2026-06-01"
    Given law "kwijtschelding_gemeentelijke_belastingen" is loaded
    Given the following rows of "aanslagen":
      | soort               | bedrag |
      | AFVALSTOFFENHEFFING | 30000  |
      | RIOOLHEFFING        | 20000  |
      | OZB                 | 45000  |
    Given the following parameters:
      | gemeente_code | GM9901        |
      | leefvorm      | ALLEENSTAANDE |
      | netto_inkomen | 140000        |
      | kale_huur     | 60000         |
      | huurtoeslag   | 40000         |
      | zorgpremie    | 15000         |
      | zorgtoeslag   | 11000         |
      | spaargeld     | 50000         |
      | waarde_auto   | 0             |
      | is_ondernemer | false         |

  Scenario: Wie van de bijstand leeft krijgt alles kwijt waarvoor het kan
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then the execution succeeds
    Then output "kwijtschelding" equals 50000
    Then output "zelf_betalen" equals 0

  Scenario: De onroerendezaakbelasting telt niet mee
    When I evaluate "bedrag_aanslagen" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "bedrag_aanslagen" equals 50000

  Scenario: Wie iets overhoudt betaalt een deel zelf
    Given the following parameters:
      | netto_inkomen | 142000 |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "zelf_op_te_brengen" equals 19200
    Then output "kwijtschelding" equals 30800
    Then output "zelf_betalen" equals 19200

  Scenario: Wie genoeg overhoudt krijgt niets kwijt
    Given the following parameters:
      | netto_inkomen | 146000 |
    When I evaluate "heeft_recht" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "heeft_recht" is false
    Then output "kwijtschelding" equals 0

  Scenario: Hoge woonlasten maken de ruimte kleiner
    Given the following parameters:
      | netto_inkomen | 146000 |
      | kale_huur     | 66000  |
    When I evaluate "ruimte_per_maand" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "ruimte_per_maand" equals 0
    Then output "kwijtschelding" equals 50000

  Scenario: Een dure zorgverzekering maakt de ruimte kleiner
    Given the following parameters:
      | netto_inkomen | 143000 |
      | zorgpremie    | 17000  |
    When I evaluate "ruimte_per_maand" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "ruimte_per_maand" equals 1000

  Scenario: Spaargeld boven de grens gaat eerst op
    Given the following parameters:
      | spaargeld | 290000 |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "te_veel_spaargeld" equals 10000
    Then output "kwijtschelding" equals 40000

  Scenario: Een auto precies op de grens mag
    Given the following parameters:
      | waarde_auto | 335000 |
    When I evaluate "heeft_recht" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "heeft_recht" is true

  Scenario: Een dure auto mag niet
    Given the following parameters:
      | waarde_auto | 335001 |
    When I evaluate "heeft_recht" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "heeft_recht" is false

  Scenario: Een ondernemer krijgt geen kwijtschelding, wat zijn inkomen ook is
    Given the following parameters:
      | is_ondernemer | true |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "kwijtschelding" equals 0

  Scenario: Zonder verordening is er niets waarvoor kwijtschelding kan
    Given the following parameters:
      | gemeente_code | GM9902 |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "bedrag_aanslagen" equals 0
    Then output "kwijtschelding" equals 0

  Scenario: Zonder verordening tellen de kosten van bestaan voor negentig procent
    Given the following parameters:
      | gemeente_code | GM9902 |
    When I evaluate "kosten_van_bestaan" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "kosten_van_bestaan" equals 126000

  Scenario: Voor gehuwden gelden een hogere norm en een hogere spaargrens
    Given the following parameters:
      | leefvorm      | GEHUWD |
      | netto_inkomen | 200000 |
      | spaargeld     | 350000 |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "kwijtschelding" equals 50000

  Scenario: Zonder aanslagen valt er niets kwijt te schelden
    Given the following parameters:
      | aanslagen | null |
    When I evaluate "kwijtschelding" of "kwijtschelding_gemeentelijke_belastingen"
    Then output "kwijtschelding" equals 0
