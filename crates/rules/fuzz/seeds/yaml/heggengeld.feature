Feature: Heggengeld
  Background:
    Given the calculation date is "2024-06-01"
    Given law "wet_heggengeld" is loaded
    Given the following "inkomens" data with key "bsn":
      | bsn       | inkomen | aftrek | heeft_partner | partner_bsn |
      | 900000001 | 2000000 | 0      | false         | null        |
      | 900000002 | 1500000 | 100000 | true          | 900000003   |
      | 900000003 | 1200000 | 300000 | true          | 900000002   |
    Given the following parameters:
      | onderhoudt_heg | true       |
      | geboortedatum  | 2006-06-01 |
      | lengte_heg     | 7          |

  Scenario: Op de achttiende verjaardag begint het recht
    Given parameter "bsn" is "900000001"
    When I evaluate "heggengeld" of "wet_heggengeld"
    Then the execution succeeds
    Then output "heggengeld" equals 583
    Then output "heeft_recht" is true
    Then output "bezwaarweken" equals 6

  Scenario: Het inkomen van de partner telt mee, met diens eigen aftrek
    Given parameter "bsn" is "900000002"
    When I evaluate "gezinsinkomen" of "wet_heggengeld"
    Then output "gezinsinkomen" equals 2400000
    And output "heeft_recht" is true

  Scenario: De gemeente bepaalt het bedrag
    Given parameter "bsn" is "900000001"
    Given parameter "gemeente_code" is "GM9901"
    When I evaluate "heggengeld" of "wet_heggengeld"
    Then output "heggengeld" equals 1050

  Scenario: Een oudere dag geeft de oudere verordening
    Given the calculation date is "2022-12-31"
    Given the following parameters:
      | geboortedatum | 2000-01-01 |
    Given parameter "bsn" is "900000001"
    Given parameter "gemeente_code" is "GM9901"
    When I evaluate "heggengeld" of "wet_heggengeld"
    Then output "heggengeld" equals 875

  Scenario: Wie geen heg heeft, hoeft verder niets te zeggen
    Given the following parameters:
      | onderhoudt_heg | false |
    When I evaluate "heggengeld" of "wet_heggengeld"
    Then output "heggengeld" equals 0

  Scenario: Wat ontbreekt staat in het antwoord
    When I evaluate "heggengeld" of "wet_heggengeld"
    Then the execution fails with "inkomen"
    Then output "heggengeld" is unknown

  Scenario: Een bijzondere wet gaat voor, in haar eigen besluiten
    When I evaluate "spoed" of "wet_spoed"
    Then output "bezwaarweken" equals 2

  Scenario: Een wet die is vervallen geldt niet meer
    Given the calculation date is "2025-01-01"
    When I evaluate "spoed" of "wet_spoed"
    Then the execution fails with "no longer in force"
